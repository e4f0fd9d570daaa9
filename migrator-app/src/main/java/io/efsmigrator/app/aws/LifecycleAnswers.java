package io.efsmigrator.app.aws;

import io.efsmigrator.efs.LifecycleRule;
import io.efsmigrator.efs.LifecycleRule.Transition;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.efs.model.LifecyclePolicy;

/** Lifecycle rules in our words and in EFS's: there, one object may hold several transitions. */
final class LifecycleAnswers {

  private LifecycleAnswers() {}

  static Set<LifecycleRule> rules(List<LifecyclePolicy> policies) {
    Set<LifecycleRule> rules = new TreeSet<>();
    for (LifecyclePolicy policy : policies) {
      add(rules, Transition.TO_IA, policy.transitionToIAAsString());
      add(rules, Transition.TO_ARCHIVE, policy.transitionToArchiveAsString());
      add(rules, Transition.TO_PRIMARY, policy.transitionToPrimaryStorageClassAsString());
    }
    return rules;
  }

  private static void add(Set<LifecycleRule> rules, Transition transition,
      @Nullable String after) {
    if (after != null) {
      rules.add(new LifecycleRule(transition, after));
    }
  }

  /** EFS wants an object of its own for each transition. */
  static List<LifecyclePolicy> policies(Set<LifecycleRule> rules) {
    return rules.stream().sorted().map(rule -> {
      LifecyclePolicy.Builder policy = LifecyclePolicy.builder();
      return switch (rule.transition()) {
        case TO_IA -> policy.transitionToIA(rule.after()).build();
        case TO_ARCHIVE -> policy.transitionToArchive(rule.after()).build();
        case TO_PRIMARY -> policy.transitionToPrimaryStorageClass(rule.after()).build();
      };
    }).toList();
  }
}
