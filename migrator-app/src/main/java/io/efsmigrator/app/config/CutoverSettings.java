package io.efsmigrator.app.config;

/**
 * When the nodes may be switched.
 *
 * @param maxDeltaPasses copies of what changed meanwhile, before the writers are paused
 * @param convergeUnder a pass that finds fewer changes than this is the last before the cutover
 */
public record CutoverSettings(Approval approval, int maxDeltaPasses, long convergeUnder) {

  /** Whether a person has to say yes between verification and cutover. */
  public enum Approval {
    REQUIRED, NONE;

    /** The word of the file. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
