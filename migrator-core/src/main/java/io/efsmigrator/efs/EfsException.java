package io.efsmigrator.efs;

import java.time.Instant;
import java.util.Optional;

/**
 * EFS refused or could not be asked. Adapters decide the kind by the class of the error, never by its
 * HTTP status: 429 is both "slow down" and "not within 24 hours", and servers differ on the rest.
 */
public final class EfsException extends RuntimeException {

  /** What a caller can do about it. */
  public enum Reaction {
    /** The state will change by itself: look again after a while. */
    LOOK_AGAIN_LATER,
    /** The effect may be there already: look at once. */
    LOOK_NOW,
    /** Allowed later, at a known time: note what is owed and go on. */
    OWE,
    /** Repeating it changes nothing: a person has to. */
    GIVE_UP
  }

  /** What went wrong, in the terms a stage decides by. */
  public enum Kind {
    /** Too many requests at this moment. */
    THROTTLED(Reaction.LOOK_AGAIN_LATER),
    /** No answer, or one that says that the service could not tell: the effect is unknown. */
    UNAVAILABLE(Reaction.LOOK_AGAIN_LATER),
    /** EFS has not the throughput that was asked for, for the time being. */
    NO_CAPACITY(Reaction.LOOK_AGAIN_LATER),
    /** The file system or mount target is in a state that forbids this now. */
    WRONG_STATE(Reaction.LOOK_AGAIN_LATER),
    /** Throughput was changed less than 24 hours ago. */
    TOO_EARLY(Reaction.OWE),
    /** The token has made a file system, or the zone has a mount target, already. */
    ALREADY_EXISTS(Reaction.LOOK_NOW),
    /** There is no such file system, mount target, subnet or security group. */
    NOT_FOUND(Reaction.GIVE_UP),
    /** An account limit is reached. */
    LIMIT_EXCEEDED(Reaction.GIVE_UP),
    /** The subnet has no free address or interface. */
    NO_FREE_ADDRESS(Reaction.GIVE_UP),
    /** This zone cannot serve that file system. */
    UNSUPPORTED_ZONE(Reaction.GIVE_UP),
    /** The KMS key is missing, disabled, of the wrong kind, or not for this role. */
    KEY_UNUSABLE(Reaction.GIVE_UP),
    /** The credentials do not allow it, or there are none. */
    ACCESS_DENIED(Reaction.GIVE_UP),
    /** The request itself is wrong, or the answer was not understood. */
    BAD_REQUEST(Reaction.GIVE_UP);

    private final Reaction reaction;

    Kind(Reaction reaction) {
      this.reaction = reaction;
    }

    public Reaction reaction() {
      return reaction;
    }
  }

  private final Kind kind;
  private final transient Optional<Instant> allowedFrom;

  public EfsException(Kind kind, String message) {
    this(kind, message, Optional.empty());
  }

  public EfsException(Kind kind, String message, Optional<Instant> allowedFrom) {
    super(message);
    this.kind = kind;
    this.allowedFrom = allowedFrom;
  }

  public EfsException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.allowedFrom = Optional.empty();
  }

  public Kind kind() {
    return kind;
  }

  /** With TOO_EARLY: the time from which it is allowed, if EFS named one. */
  public Optional<Instant> allowedFrom() {
    return allowedFrom;
  }
}
