package io.efsmigrator.app.history;

import java.util.Map;

/** What another terminal may ask of the process that runs a migration. */
public interface RunControl {

  /** Asks the run to stop at the next chunk; returns at once. Asking twice is asking once. */
  void stop();

  /** Records a person's yes at a gate. */
  void approve(String migrationId, String gate, String actor, String comment);

  /**
   * Changes limits of a run while it goes on: by the word of each, a number, {@code none}, or an empty
   * text to go back to what its file or options say.
   */
  void throttle(String migrationId, Map<String, String> limits, String actor);
}
