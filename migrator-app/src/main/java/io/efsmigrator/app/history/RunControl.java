package io.efsmigrator.app.history;

/** What another terminal may ask of the process that runs a migration. */
public interface RunControl {

  /** Asks the run to stop at the next chunk; returns at once. Asking twice is asking once. */
  void stop();

  /** Records a person's yes at a gate. */
  void approve(String migrationId, String gate, String actor, String comment);
}
