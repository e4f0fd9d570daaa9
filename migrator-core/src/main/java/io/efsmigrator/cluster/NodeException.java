package io.efsmigrator.cluster;

/** A node gave no usable answer. */
public final class NodeException extends RuntimeException {

  /** Why there is none. */
  public enum Kind {
    /** No connection, or it broke; the command may have run. */
    UNREACHABLE,
    /** The node is not trusted, or does not let us in; nothing was run. */
    REFUSED,
    /** The command did not end in its time and was stopped. */
    TIMED_OUT,
    /** There is no such program on the node, or it may not be run. */
    CANNOT_RUN,
    /** The command asked something that nobody expected; it was stopped unanswered. */
    UNEXPECTED_PROMPT,
    /** The node is busy with another command and asks to be tried again. */
    BUSY,
    /** The command ran and failed, or said something that was not understood. */
    FAILED
  }

  private final Kind kind;

  public NodeException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public NodeException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
