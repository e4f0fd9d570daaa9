package io.efsmigrator.app.sandbox.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.efs.EfsClient;

/** An endpoint in a temporary directory, its clock, its log, and a plain SDK client for it. */
public final class RunningEndpoint implements AutoCloseable {

  public static final String SUBNET_A = "subnet-0a00000000000000a";
  public static final String SUBNET_B = "subnet-0b00000000000000b";
  public static final EfsTiming TIMING = new EfsTiming(Duration.ofSeconds(2), Duration.ofSeconds(5),
      Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO);

  public final AdjustableClock clock;
  public final EfsEndpoint endpoint;
  public final EfsClient client;
  private final Path directory;

  public RunningEndpoint(Path directory) {
    this(directory, new AdjustableClock());
  }

  public RunningEndpoint(Path directory, AdjustableClock clock) {
    this(directory, clock, FaultProfile.NONE);
  }

  public RunningEndpoint(Path directory, AdjustableClock clock, FaultProfile profile) {
    this.directory = directory;
    this.clock = clock;
    try {
      this.endpoint = EfsEndpoint.start(directory, EfsNetwork.sandbox(), TIMING, profile, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // One attempt only: a test of the wire wants to see each answer.
    this.client = EfsClient.builder().region(Region.US_EAST_1).endpointOverride(endpoint.uri())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1))).build();
  }

  /** Lets every state that passes come to its end. */
  public void settle() {
    clock.advance(Duration.ofMinutes(1));
  }

  /** The calls of that operation so far, as the endpoint counted them. */
  public long calls(String operation) {
    return log().stream().filter(line -> line.split("\t", -1)[1].equals(operation)).count();
  }

  public List<String> log() {
    try {
      Path log = directory.resolve("requests.log");
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    endpoint.close();
  }
}
