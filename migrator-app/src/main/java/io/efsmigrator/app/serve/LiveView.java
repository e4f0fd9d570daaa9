package io.efsmigrator.app.serve;

import io.efsmigrator.app.report.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All words of the page, ready to be shown as text.
 *
 * @param trouble why nothing can be shown, empty if something can
 * @param chosen the migration shown in detail, null if there is none
 */
record LiveView(String trouble, List<Line> migrations, @Nullable Chosen chosen) {

  /** How something stands: a style, a sign for those who see no colours, and words. */
  record Standing(String style, String sign, String text) {}

  /** A name and what belongs to it. */
  record Fact(String name, String value) {}

  /** One migration among all. */
  record Line(String id, String job, Standing standing, String route, String began, String problems,
      String owed) {}

  /**
   * The migration in detail.
   *
   * @param alerts what a person has to know at once
   * @param actions the commands that may be given now, by their words
   * @param moreProblems how many there are that are not listed
   */
  record Chosen(String id, Standing standing, String detail, List<String> alerts,
      List<String> actions, List<Fact> facts, String stepsOf, List<Timeline.Bar> steps,
      List<List<String>> problemCounts, List<List<String>> problems, String moreProblems,
      List<Attempt> executions, List<List<String>> owed) {}

  /** One launch or restart. */
  record Attempt(String number, String attempt, Standing standing, String began, String took,
      String result) {}
}
