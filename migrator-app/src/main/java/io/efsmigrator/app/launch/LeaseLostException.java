package io.efsmigrator.app.launch;

/**
 * This process no longer holds its migration, or cannot be sure that it does. Whoever sees this
 * stops without writing anything more: to the target, to a ledger, or to the database.
 */
public final class LeaseLostException extends RuntimeException {

  /** Says how it was noticed. */
  public LeaseLostException(String why) {
    super("the lease was lost: " + why, null, false, false);
  }
}
