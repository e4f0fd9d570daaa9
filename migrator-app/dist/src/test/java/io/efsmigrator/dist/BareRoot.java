package io.efsmigrator.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A folder to unpack into, and commands that are started with nothing of this machine's Java. */
final class BareRoot {

  private static final int PATIENCE_MINUTES = 5;

  private final Path folder;
  private final boolean hidden;

  BareRoot(Path folder) throws Exception {
    this.folder = folder;
    // Only root may mount; without it, the empty environment has to do.
    hidden = run(List.of("unshare", "--mount", "true")).code() == 0;
  }

  /** What a command said, standard output and error together. */
  record Ended(int code, String text) {
    Ended orFail() {
      assertThat(code).as(text).isZero();
      return this;
    }
  }

  /** Runs it with {@code JAVA_OPTS} that refuse a cache which does not belong to Java and jars. */
  Ended migrator(Path program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (hidden) {
      command.addAll(List.of("unshare", "--mount", "sh", "-c",
          "mount -t tmpfs tmpfs \"$0\" && exec \"$@\"", jdks().toString()));
    }
    command.addAll(
        List.of("env", "-i", "PATH=/usr/bin:/bin", "JAVA_OPTS=-XX:AOTMode=on", program.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  Ended run(List<String> command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process = new ProcessBuilder(command).directory(folder.toFile())
        .redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(command + " did not end");
    }
    return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  /** The folder of the JDK that runs this test, with whatever other JDKs stand beside it. */
  private static Path jdks() throws IOException {
    return Objects.requireNonNull(
        Path.of(System.getProperty("java.home")).toRealPath().getParent());
  }
}
