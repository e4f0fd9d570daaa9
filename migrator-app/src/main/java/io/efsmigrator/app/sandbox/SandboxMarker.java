package io.efsmigrator.app.sandbox;

import io.efsmigrator.app.sandbox.endpoint.FaultProfile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * {@code DIR/sandbox.properties}: that this directory is a sandbox, and of what kind.
 *
 * <p>It is the first file that is written. With it a sandbox that was killed while it was being made
 * is finished by whoever opens it next, with the same seed and so with the same content.
 *
 * @param sourceId the id of the source file system, fixed before anything knows it
 */
record SandboxMarker(SandboxOptions options, String sourceId, Progress progress) {

  /** How far the making of the sandbox has come. */
  enum Progress {
    PREPARING, READY
  }

  private static final String FILE = "sandbox.properties";

  static boolean exists(Path sandbox) {
    return Files.isRegularFile(sandbox.resolve(FILE));
  }

  static SandboxMarker read(Path sandbox) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(sandbox.resolve(FILE))));
    String source = properties.getProperty("source", "");
    return new SandboxMarker(
        new SandboxOptions(Integer.parseInt(required(properties, "files")),
            Long.parseLong(required(properties, "seed")),
            source.isEmpty() ? null : Path.of(source),
            SandboxOptions.Writers.valueOf(required(properties, "writers")),
            FaultProfile.valueOf(properties.getProperty("faults", FaultProfile.NONE.name())),
            NodeKind.valueOf(properties.getProperty("nodes", NodeKind.CLUSTER_MGR.name()))),
        required(properties, "source-id"), Progress.valueOf(required(properties, "progress")));
  }

  private static String required(Properties properties, String key) throws IOException {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IOException(FILE + " has no " + key);
    }
    return value;
  }

  void write(Path sandbox) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("files", Integer.toString(options.files()));
    properties.setProperty("seed", Long.toString(options.seed()));
    Path source = options.source();
    properties.setProperty("source", source == null ? "" : source.toString());
    properties.setProperty("writers", options.writers().name());
    properties.setProperty("faults", options.faults().name());
    properties.setProperty("nodes", options.nodes().name());
    properties.setProperty("source-id", sourceId);
    properties.setProperty("progress", progress.name());
    StringWriter text = new StringWriter();
    properties.store(text, "A sandbox of efs-migrator. Deleting the whole directory is safe.");
    AtomicFiles.write(sandbox.resolve(FILE), text.toString());
  }

  SandboxMarker ready() {
    return new SandboxMarker(options, sourceId, Progress.READY);
  }
}
