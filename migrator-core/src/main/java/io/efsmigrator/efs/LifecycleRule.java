package io.efsmigrator.efs;

/**
 * When files move between storage classes by themselves.
 *
 * @param after in the API's words, such as {@code AFTER_30_DAYS} or {@code AFTER_1_ACCESS}; carried
 *     as it is, because there are new ones every year
 */
public record LifecycleRule(Transition transition, String after)
    implements
      Comparable<LifecycleRule> {

  /** Where to. */
  public enum Transition {
    /** To Infrequent Access. */
    TO_IA,
    /** To Archive, which exists with Elastic throughput only. */
    TO_ARCHIVE,
    /** Back to Standard. */
    TO_PRIMARY
  }

  @Override
  public int compareTo(LifecycleRule other) {
    int byTransition = transition.compareTo(other.transition);
    return byTransition != 0 ? byTransition : after.compareTo(other.after);
  }

  @Override
  public String toString() {
    return transition + " " + after;
  }
}
