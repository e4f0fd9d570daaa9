package io.efsmigrator.app.launch;

/**
 * A step ended badly and knows what to do about it. It carries no stack trace: what it says is
 * written into the history, for people.
 */
public final class StepFailedException extends Exception {

  /** What kind of bad end; decides the exit code. */
  public enum Kind {
    /** Something did not work; a restart may go on. */
    FAILED,
    /** A safety rule forbids to go on. */
    REFUSED,
    /** Source and target differ, or problems are left. */
    DIFFERENCES
  }

  private final Kind kind;
  private final String what;
  private final String remedy;
  private final long count;

  /** A bad end with its remedy. */
  public StepFailedException(Kind kind, String what, String remedy) {
    this(kind, what, remedy, 0);
  }

  /** A bad end with its remedy and the number of differences or problems behind it. */
  public StepFailedException(Kind kind, String what, String remedy, long count) {
    super(what + " " + remedy, null, false, false);
    this.kind = kind;
    this.what = what;
    this.remedy = remedy;
    this.count = count;
  }

  /** What kind of bad end it is. */
  public Kind kind() {
    return kind;
  }

  /** What happened. */
  public String what() {
    return what;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }

  /** How many differences or problems. */
  public long count() {
    return count;
  }
}
