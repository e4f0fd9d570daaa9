package io.efsmigrator.app.job;

import io.efsmigrator.app.state.Problems;
import java.util.Locale;

/**
 * What a living source did while it was compared: nothing is wrong with these paths, and nothing is
 * proved of them. Every comparison says how many it leaves to the next pass, so that none is left out
 * without a word.
 */
record Meanwhile(long paths) {

  static Meanwhile of(Problems problems) {
    return new Meanwhile(problems.left());
  }

  boolean isNothing() {
    return paths == 0;
  }

  /** The words with which a comparison ends, and what it left. */
  String after(String words) {
    return isNothing()
        ? words
        : String.format(Locale.ROOT, "%s; %,d %s changed meanwhile, left to the next pass", words,
            paths, paths == 1 ? "path" : "paths");
  }
}
