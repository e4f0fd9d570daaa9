package io.efsmigrator.app.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What a small run of a campaign takes out of all that the large one does: drawn by a seed, in the
 * order in which it happens. The profile {@code campaign} takes all of it.
 */
final class Lot {

  private static final boolean WHOLE = Integer.getInteger("campaign.kills", 1) > 1;

  private Lot() {}

  static <T> List<T> draw(long seed, int count, List<T> all) {
    if (WHOLE) {
      return all;
    }
    List<T> drawn = new ArrayList<>(all);
    Collections.shuffle(drawn, new Random(seed));
    List<T> left = new ArrayList<>(all);
    // Some may be there twice, so they are told apart by their places.
    for (T dropped : drawn.subList(Math.min(count, drawn.size()), drawn.size())) {
      left.remove(dropped);
    }
    System.out.printf("seed %d: %s%n", seed, left);
    return left;
  }
}
