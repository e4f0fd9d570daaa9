package io.efsmigrator.app.aws;

import io.efsmigrator.app.EndsWithThisJvm;
import io.efsmigrator.efs.Region;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks S3, as a process of its own on a free port of loopback: Adobe's S3Mock, which
 * checks checksums, conditions and parts. One for all tests of a JVM; it ends with it.
 */
public final class S3Server {

  /** The bucket that is there from the start. */
  public static final String BUCKET = "recordings";

  private static final Pattern STARTED = Pattern.compile(".*Tomcat started on ports? (\\d+) .*");
  private static @Nullable S3Server shared;

  private final URI uri;
  private final Path folder;

  private S3Server(URI uri, Path folder) {
    this.uri = uri;
    this.folder = folder;
  }

  /** The server, started if it is not. */
  public static synchronized S3Server shared() throws IOException {
    S3Server running = shared;
    if (running == null) {
      running = start();
      shared = running;
    }
    return running;
  }

  /** Where it listens. */
  public URI uri() {
    return uri;
  }

  /** Every request so far: its first line, and the status of its answer. */
  public List<String> requests() throws IOException {
    return Files.readAllLines(folder.resolve("logs/access.log"));
  }

  /** How to reach it; it takes any key. */
  public AwsAccess access() {
    return new AwsAccess.Endpoint(new Region("us-east-1"), uri);
  }

  private static S3Server start() throws IOException {
    Path folder = Files.createTempDirectory("s3-server");
    Process process = EndsWithThisJvm.start(new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true",
        "-Dserver.address=127.0.0.1", "-Dserver.port=0", "-Dserver.ssl.enabled=false",
        // Its second door: a free port instead of a fixed one, and nobody knocks at it.
        "-Dhttp.port=0", "-Dcom.adobe.testing.s3mock.store.initialBuckets=" + BUCKET,
        "-Dserver.tomcat.basedir=" + folder, "-Dserver.tomcat.accesslog.enabled=true",
        "-Dserver.tomcat.accesslog.buffered=false", "-Dserver.tomcat.accesslog.rotate=false",
        "-Dserver.tomcat.accesslog.prefix=access", "-Dserver.tomcat.accesslog.pattern=%r %s",
        "-Dcom.adobe.testing.s3mock.store.root=" + folder.resolve("objects"),
        "-Dcom.adobe.testing.s3mock.max-payload-size=64MB", "-jar",
        Path.of("target", "s3-server", "s3mock.jar").toAbsolutePath().toString()))
        .redirectErrorStream(true));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
    BufferedReader out = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    int port = 0;
    // The port is known before the server is; it is there when it says so.
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher matcher = STARTED.matcher(line);
      if (matcher.matches()) {
        port = Integer.parseInt(matcher.group(1));
      }
      if (port > 0 && line.contains("Started S3MockApplication")) {
        Thread.ofPlatform().daemon().start(() -> drain(out));
        return new S3Server(URI.create("http://127.0.0.1:" + port), folder);
      }
    }
    throw new IOException("the S3 server did not start:\n"
        + said.substring(Math.max(0, said.length() - 2_000)));
  }

  private static void end(Process process, Path folder) {
    process.destroyForcibly();
    try (Stream<Path> left = Files.walk(folder)) {
      left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // A folder of the system's temporary ones.
    }
  }

  private static void drain(BufferedReader out) {
    try {
      while (Objects.nonNull(out.readLine())) {
        // It must not wait for a reader.
      }
    } catch (IOException e) {
      // It has ended.
    }
  }
}
