package io.efsmigrator.app.config;

import java.nio.file.Path;

/** What is wrong with a configuration file, where, and what would be right. */
public final class ConfigurationException extends RuntimeException {

  private final String remedy;

  /** A problem of one line of the file. */
  public ConfigurationException(Path file, int line, String what, String remedy) {
    super(file + ":" + line + ": " + what);
    this.remedy = remedy;
  }

  /** A problem of the file itself. */
  public ConfigurationException(Path file, String what, String remedy) {
    super(file + ": " + what);
    this.remedy = remedy;
  }

  /** What the operator should do about it, as one line. */
  public String remedy() {
    return remedy;
  }
}
