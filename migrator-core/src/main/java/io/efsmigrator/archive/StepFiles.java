package io.efsmigrator.archive;

import io.efsmigrator.manifest.DurableFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The files of one step in the folder of a run: what passed, what was left, and how far it is. */
record StepFiles(Path folder, String name) {

  /**
   * How far a step is committed. What lies in a file beyond its length here was never done.
   *
   * @param input where the next record to take begins
   * @param queue length of the queue, for a step that feeds itself
   * @param passed length of the log of what passed
   * @param left length of the log of what was left
   * @param records how many passed
   * @param bytes how many bytes of content those have
   * @param problems how many were left
   * @param done whether nothing is to be taken any more
   */
  record Position(long input, long queue, long passed, long left, long records, long bytes,
      long problems, boolean done) {

    static final Position START = new Position(0, 0, 0, 0, 0, 0, 0, false);
  }

  Path passed() {
    return folder.resolve(name + ".passed");
  }

  Path left() {
    return folder.resolve(name + ".left");
  }

  /** Where the step stands; at the start if it has not begun. */
  Position position() throws IOException {
    Path file = checkpoint();
    if (!Files.exists(file)) {
      return Position.START;
    }
    Properties lines = new Properties();
    lines.load(new StringReader(Files.readString(file)));
    try {
      return new Position(number(lines, "input"), number(lines, "queue"), number(lines, "passed"),
          number(lines, "left"), number(lines, "records"), number(lines, "bytes"),
          number(lines, "problems"), number(lines, "done") == 1);
    } catch (NumberFormatException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Makes this the committed position, durably; the logs have to be durable before. */
  void commit(Position position) throws IOException {
    String text = "input=" + position.input() + "\nqueue=" + position.queue() + "\npassed="
        + position.passed() + "\nleft=" + position.left() + "\nrecords=" + position.records()
        + "\nbytes=" + position.bytes() + "\nproblems=" + position.problems() + "\ndone="
        + (position.done() ? 1 : 0) + "\n";
    DurableFile.replace(checkpoint(), text.getBytes(StandardCharsets.UTF_8));
  }

  private Path checkpoint() {
    return folder.resolve(name + ".checkpoint");
  }

  private static long number(Properties lines, String key) {
    return Long.parseLong(lines.getProperty(key, "no " + key));
  }
}
