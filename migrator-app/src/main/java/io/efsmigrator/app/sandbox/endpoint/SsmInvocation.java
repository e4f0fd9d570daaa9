package io.efsmigrator.app.sandbox.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One script on one node: Pending, InProgress, and an end; its output is shown then, and cut. */
final class SsmInvocation {

  private static final int MAX_OUT_CHARACTERS = 24_000;
  private static final int MAX_ERR_CHARACTERS = 8_000;
  /** Orders are not shown at once, and a node begins after that. */
  private static final int SHOWN_AFTER_MILLIS = 15;
  private static final int BEGUN_AFTER_MILLIS = 30;
  private static final int NO_CODE = -1;

  private final String id;
  private final String instance;
  private final Path directory;
  private final String script;
  private final int runSeconds;
  private final long sentAt = System.nanoTime();
  private String status = "Pending";
  private String details = "Pending";
  private int code = NO_CODE;
  private String out = "";
  private String err = "";
  private String startedAt = "";
  private @Nullable Process process;

  SsmInvocation(String id, String instance, Path directory, String script, int runSeconds) {
    this.id = id;
    this.instance = instance;
    this.directory = directory;
    this.script = script;
    this.runSeconds = runSeconds;
  }

  String instance() {
    return instance;
  }

  boolean isShown() {
    return System.nanoTime() - sentAt > TimeUnit.MILLISECONDS.toNanos(SHOWN_AFTER_MILLIS);
  }

  /** Runs it to its end, on the thread of the node's agent. */
  void run() {
    try {
      Thread.sleep(BEGUN_AFTER_MILLIS);
      Path files = Files.createTempDirectory("ssm-order");
      try {
        run(files);
      } finally {
        for (String name : new String[]{"script", "out", "err"}) {
          Files.deleteIfExists(files.resolve(name));
        }
        Files.deleteIfExists(files);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      become("Failed", "Terminated", NO_CODE);
    } catch (IOException e) {
      become("Failed", "Failed", NO_CODE);
    }
  }

  private void run(Path files) throws IOException, InterruptedException {
    Process started = begin(files);
    if (started == null) {
      return;
    }
    if (!started.waitFor(runSeconds, TimeUnit.SECONDS)) {
      started.destroyForcibly();
      become("TimedOut", "ExecutionTimedOut", NO_CODE);
      return;
    }
    ended(started.exitValue(), cut(files.resolve("out"), MAX_OUT_CHARACTERS),
        cut(files.resolve("err"), MAX_ERR_CHARACTERS));
  }

  private synchronized @Nullable Process begin(Path files) throws IOException {
    if (!status.equals("Pending")) {
      return null;
    }
    Path file = Files.writeString(files.resolve("script"), script + "\n", StandardCharsets.UTF_8);
    process = new ProcessBuilder("sh", file.toString()).directory(directory.toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(files.resolve("out").toFile())
        .redirectError(files.resolve("err").toFile()).start();
    status = "InProgress";
    details = "InProgress";
    startedAt = Instant.now().toString();
    return process;
  }

  private static String cut(Path file, int characters) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(4 * characters), StandardCharsets.UTF_8);
      return text.length() > characters ? text.substring(0, characters) : text;
    }
  }

  private synchronized void ended(int exitCode, String allOut, String allErr) {
    if (become(exitCode == 0 ? "Success" : "Failed", exitCode == 0 ? "Success" : "Failed",
        exitCode)) {
      out = allOut;
      err = allErr;
    }
  }

  private synchronized boolean become(String next, String why, int exitCode) {
    boolean open = status.equals("Pending") || status.equals("InProgress");
    if (open) {
      status = next;
      details = why;
      code = exitCode;
    }
    return open;
  }

  synchronized void cancel() {
    if (become("Cancelled", "Cancelled", NO_CODE) && process != null) {
      process.destroyForcibly();
    }
  }

  synchronized ObjectNode show() {
    return JsonNodeFactory.instance.objectNode().put("CommandId", id).put("InstanceId", instance)
        .put("Status", status).put("StatusDetails", details).put("ResponseCode", code)
        .put("ExecutionStartDateTime", startedAt).put("StandardOutputContent", out)
        .put("StandardErrorContent", err);
  }
}
