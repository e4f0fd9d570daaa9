package io.efsmigrator.app.sandbox;

import io.efsmigrator.app.sandbox.endpoint.EfsEndpoint;
import io.efsmigrator.app.sandbox.endpoint.EfsNetwork;
import io.efsmigrator.app.sandbox.endpoint.EfsTiming;
import io.efsmigrator.app.sandbox.endpoint.FaultProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of a sandbox, of which there is one however many processes have it open.
 *
 * <p>Whoever holds the lock of {@code aws/lock} serves; the lock dies with its process. The others
 * read from {@code aws/endpoint} where it serves, so that {@code plan} works while a run is going on
 * and two servers never replace each other's state.
 */
final class SharedEndpoint implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int CONNECT_MILLIS = 1_000;

  /** What the owner does before anybody is served. */
  @FunctionalInterface
  interface Preparation {
    void run(EfsEndpoint endpoint) throws IOException;
  }

  private final URI uri;
  private final @Nullable EfsEndpoint own;
  private final @Nullable FileChannel lock;

  private SharedEndpoint(URI uri, @Nullable EfsEndpoint own, @Nullable FileChannel lock) {
    this.uri = uri;
    this.own = own;
    this.lock = lock;
  }

  static SharedEndpoint join(Path aws, EfsNetwork network, EfsTiming timing,
      FaultProfile faults, Preparation preparation) throws IOException {
    Files.createDirectories(aws);
    Path announced = aws.resolve("endpoint");
    // Long, because the owner may be generating a large tree before it serves.
    long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < giveUpAt) {
      Optional<FileChannel> lock = tryLock(aws.resolve("lock"));
      if (lock.isPresent()) {
        return serve(aws, network, timing, faults, preparation, lock.get());
      }
      Optional<URI> other = announced(announced);
      if (other.isPresent()) {
        return new SharedEndpoint(other.get(), null, null);
      }
      pause();
    }
    throw new IOException("another process holds " + aws.resolve("lock") + " and does not serve");
  }

  private static SharedEndpoint serve(Path aws, EfsNetwork network, EfsTiming timing,
      FaultProfile faults, Preparation preparation, FileChannel lock) throws IOException {
    // What the last owner announced is not to be believed any more.
    AtomicFiles.write(aws.resolve("endpoint"), "");
    EfsEndpoint endpoint = EfsEndpoint.start(aws, network, timing, faults, Clock.systemUTC());
    try {
      preparation.run(endpoint);
      AtomicFiles.write(aws.resolve("endpoint"), endpoint.uri() + "\n");
      return new SharedEndpoint(endpoint.uri(), endpoint, lock);
    } catch (IOException | RuntimeException e) {
      endpoint.close();
      lock.close();
      throw e;
    }
  }

  private static Optional<FileChannel> tryLock(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process, through another sandbox object: the same as by another one.
    }
    channel.close();
    return Optional.empty();
  }

  private static Optional<URI> announced(Path file) throws IOException {
    String text = Files.exists(file) ? Files.readString(file).strip() : "";
    if (text.isEmpty()) {
      return Optional.empty();
    }
    URI uri = URI.create(text);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MILLIS);
      return Optional.of(uri);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the sandbox", e);
    }
  }

  URI uri() {
    return uri;
  }

  Optional<EfsEndpoint> own() {
    return Optional.ofNullable(own);
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
