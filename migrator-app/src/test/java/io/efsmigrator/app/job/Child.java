package io.efsmigrator.app.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs the toy job; ended at the latest when the test closes it. */
final class Child implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final BufferedReader out;

  private Child(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static Child start(Path folder, String url, Duration lease, int blockAt) throws IOException {
    return start(folder, url, lease, blockAt, "toy.1");
  }

  static Child start(Path folder, String url, Duration lease, int blockAt, String id)
      throws IOException {
    return java(folder, ToyProcess.class, folder.resolve("state").toString(), url,
        String.valueOf(lease.toMillis()), folder.resolve("out").toString(),
        String.valueOf(blockAt), id);
  }

  /** Spring Batch without anything of ours, see {@link PlainProcess}. */
  static Child plain(Path folder, String at50) throws IOException {
    return java(folder, PlainProcess.class, folder.resolve("plain").toString(),
        folder.resolve("out").toString(), at50);
  }

  private static Child java(Path folder, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp", classPath(),
        main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(folder.resolve("stderr").toFile());
    return new Child(builder.start());
  }

  /** The next line that begins so; everything before it is left out. */
  String await(String prefix) throws IOException {
    String line = out.readLine();
    while (line != null && !line.startsWith(prefix)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the child ended without saying " + prefix);
    }
    return line;
  }

  /** The last line it prints, which says how it ended. */
  String last() throws IOException {
    String last = "";
    String line = out.readLine();
    while (line != null) {
      last = line;
      line = out.readLine();
    }
    return last;
  }

  void signal(String name) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start()
        .waitFor();
    if (code != 0) {
      throw new IOException("kill -" + name + " ended with " + code);
    }
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the child does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String classPath() {
    // Surefire and failsafe may run from a jar that only points to the real class path.
    String real = System.getProperty("surefire.test.class.path");
    return real != null ? real : System.getProperty("java.class.path");
  }
}
