package io.efsmigrator.plan;

/**
 * When and how to cut over.
 *
 * @param maxDeltaPasses delta passes before the final one, at most
 * @param convergedUnderEntries a pass that found fewer differences than this needs no other after it
 */
public record CutoverSettings(Approval approval, int maxDeltaPasses, long convergedUnderEntries) {

  /** Whether a person has to say yes first. */
  public enum Approval {
    REQUIRED, NOT_REQUIRED
  }

  public static final int MAX_DELTA_PASSES = 9;
  public static final CutoverSettings DEFAULT = new CutoverSettings(Approval.NOT_REQUIRED, 2,
      1_000);

  public CutoverSettings {
    if (maxDeltaPasses < 0 || maxDeltaPasses > MAX_DELTA_PASSES) {
      throw new IllegalArgumentException(
          "delta passes must be 0 to " + MAX_DELTA_PASSES + ": " + maxDeltaPasses);
    }
    if (convergedUnderEntries < 0) {
      throw new IllegalArgumentException("a number of entries is not negative");
    }
  }
}
