package io.efsmigrator.archive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The store did not do what it was asked for. */
public final class StoreException extends IOException {

  /** What kind of failure, told apart because different things are to be done. */
  public enum Kind {
    /** There is no bucket of that name. */
    NO_BUCKET("Create the bucket, or correct its name; then restart."),
    /** The bucket is in another Region than the one that was asked. */
    WRONG_REGION("Set `archive.region` to the Region of the bucket, then restart."),
    /** These credentials may not do that. */
    DENIED("Give the role what docs/iam/archive.json lists, then restart."),
    /** The credentials are none, wrong or past their time. */
    CREDENTIALS("Get new credentials (or correct this machine's clock), then restart."),
    /** Too many requests, also after a while. */
    THROTTLED("Wait, or set `archive.threads` lower; then restart."),
    /** The store does not answer, or says that it cannot. */
    UNAVAILABLE("Check network and endpoint; then restart."),
    /** What arrived was not what was sent. */
    BAD_DIGEST("Check the network of this machine; then restart."),
    /** There is an object of this key already. */
    TAKEN("Use another --prefix."),
    /** The upload is over: completed, aborted or unknown. */
    NO_UPLOAD("Restart."),
    /** Anything else that the store refuses. */
    REFUSED("Read what the store says, put it right, then restart.");

    private final String remedy;

    Kind(String remedy) {
      this.remedy = remedy;
    }
  }

  private final Kind kind;

  /** A failure in words for people. */
  public StoreException(Kind kind, String what, @Nullable Throwable cause) {
    super(what, cause);
    this.kind = kind;
  }

  /** What kind it is. */
  public Kind kind() {
    return kind;
  }

  /** What an operator does about it, in one line. */
  public String remedy() {
    return kind.remedy;
  }

  /** Whether only this object is concerned, so that the next one is worth trying. */
  boolean isOfOneObject() {
    return switch (kind) {
      case BAD_DIGEST, TAKEN, NO_UPLOAD, REFUSED -> true;
      case NO_BUCKET, WRONG_REGION, DENIED, CREDENTIALS, THROTTLED, UNAVAILABLE -> false;
    };
  }
}
