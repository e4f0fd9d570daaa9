package io.efsmigrator.stage;

/**
 * Something a stage wants the operator to know.
 *
 * @param topic one or two words to find it again, such as {@code health}
 * @param remedy what to do about it; empty if nothing
 */
public record Finding(Level level, String topic, String text, String remedy) {

  /** How much it matters. */
  public enum Level {
    OK, WARN, BLOCK
  }

  public static Finding ok(String topic, String text) {
    return new Finding(Level.OK, topic, text, "");
  }

  public static Finding warn(String topic, String text, String remedy) {
    return new Finding(Level.WARN, topic, text, remedy);
  }

  public static Finding block(String topic, String text, String remedy) {
    return new Finding(Level.BLOCK, topic, text, remedy);
  }
}
