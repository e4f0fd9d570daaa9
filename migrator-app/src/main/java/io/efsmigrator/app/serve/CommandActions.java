package io.efsmigrator.app.serve;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs the commands of the command line, each in a process of its own: what happens, and what is
 * checked before, is what an operator would get who types it.
 *
 * <p>A process that outlives this one, because a run must not end with the page that started it: it
 * gets a session of its own, so that Ctrl-C here does not reach it.
 */
public final class CommandActions implements Actions {

  private static final FileAttribute<?> FILE = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> FOLDER = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final int LONGEST_WORDS = 4_000;

  private final List<String> migrator;
  private final List<String> common;
  private final Path logs;
  private final Duration patience;

  /**
   * Runs that program.
   *
   * @param migrator program and first arguments
   * @param common arguments that every command gets
   * @param logs folder for what the commands say
   * @param patience how long to wait for an end before a command counts as under way
   */
  public CommandActions(List<String> migrator, List<String> common, Path logs, Duration patience) {
    this.migrator = List.copyOf(migrator);
    this.common = List.copyOf(common);
    this.logs = logs;
    this.patience = patience;
  }

  @Override
  public Outcome run(Command command, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of("setsid"));
    line.addAll(migrator);
    line.add(command.name().toLowerCase(Locale.ROOT));
    line.addAll(common);
    line.addAll(arguments);
    try {
      Path log = log(command);
      Process process = new ProcessBuilder(line).redirectErrorStream(true)
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Outcome(process.exitValue() == 0, tail(log));
      }
      return new Outcome(true, "under way as process " + process.pid() + "; it writes to " + log);
    } catch (IOException e) {
      return new Outcome(false, "it cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(true, "under way");
    }
  }

  private Path log(Command command) throws IOException {
    return Files.createTempFile(Files.createDirectories(logs, FOLDER),
        command.name().toLowerCase(Locale.ROOT) + "-", ".log", FILE);
  }

  private static String tail(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(file.length(), LONGEST_WORDS)];
      file.seek(file.length() - end.length);
      file.readFully(end);
      return new String(end, StandardCharsets.UTF_8).strip();
    }
  }
}
