package io.efsmigrator.app.aws;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.FileSystemsContract;
import io.efsmigrator.efs.Region;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.SubnetId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The contract again, against LocalStack: a second opinion about the adapter.
 *
 * <p>EFS is part of LocalStack's paid plan, and its images ask for a token; so this runs where Docker
 * and {@code LOCALSTACK_AUTH_TOKEN} are, and says why elsewhere. What needs a day to pass is left
 * out, because this server's clock is nobody's to move.
 */
class LocalStackFileSystemsIntegrationTests extends FileSystemsContract {

  private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";
  private static final String IMAGE = "localstack/localstack-pro:2026.1";

  /** A LocalStack, and what its EC2 says that mount targets may stand in. */
  private record Server(LocalStackContainer container, List<String> subnet,
      List<String> otherSubnet, String securityGroup) {}

  private static String obstacle = "not looked for yet";
  private static Optional<Server> server = Optional.empty();

  private @Nullable EfsFileSystems fileSystems;

  /** Why these tests cannot run here, or nothing. */
  static String obstacle() {
    String token = System.getenv(TOKEN);
    if (token == null || token.isBlank()) {
      return TOKEN + " is not set, and LocalStack's EFS needs a licence";
    }
    return DockerClientFactory.instance().isDockerAvailable()
        ? ""
        : "Docker is not available here, and LocalStack runs in nothing else";
  }

  @BeforeAll
  static void start() throws Exception {
    obstacle = obstacle();
    if (!obstacle.isEmpty()) {
      System.out.println("LocalStack tests skipped: " + obstacle);
      return;
    }
    LocalStackContainer container = new LocalStackContainer(DockerImageName.parse(IMAGE)
        .asCompatibleSubstituteFor("localstack/localstack")).withServices("efs", "ec2")
        .withEnv(TOKEN, System.getenv(TOKEN));
    container.start();
    List<String> subnets = ec2(container, "describe-subnets",
        "sort_by(Subnets,&AvailabilityZone)[].[SubnetId,AvailabilityZone]").lines().toList();
    server = Optional.of(new Server(container, List.of(subnets.get(0).split("\t", -1)),
        List.of(subnets.get(1).split("\t", -1)),
        ec2(container, "describe-security-groups", "SecurityGroups[0].GroupId")));
  }

  private static String ec2(LocalStackContainer container, String operation, String query)
      throws IOException, InterruptedException {
    ExecResult result = container.execInContainer("awslocal", "ec2", operation, "--query", query,
        "--output", "text", "--region", container.getRegion());
    if (result.getExitCode() != 0) {
      throw new IOException(result.getStderr());
    }
    return result.getStdout().strip();
  }

  @AfterAll
  static void stop() {
    server.ifPresent(running -> running.container().stop());
  }

  @BeforeEach
  void connect() throws Exception {
    assumeTrue(obstacle.isEmpty(), obstacle);
    LocalStackContainer localStack = server.orElseThrow().container();
    // Every test of the contract expects to be the first.
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.send(HttpRequest
          .newBuilder(
              localStack.getEndpoint().resolve("/_localstack/state/efs/reset"))
          .POST(HttpRequest.BodyPublishers.noBody()).build(),
          HttpResponse.BodyHandlers.discarding());
    }
    fileSystems = EfsFileSystems.connect(new AwsAccess.Endpoint(
        new Region(localStack.getRegion()), localStack.getEndpoint()));
  }

  @AfterEach
  void close() {
    if (fileSystems != null) {
      fileSystems.close();
    }
  }

  @Override
  protected FileSystems fileSystems() {
    return Objects.requireNonNull(fileSystems);
  }

  @Override
  protected void settle() {
    // Nothing takes time at LocalStack.
  }

  @Override
  protected void advance(Duration time) {
    abort("skipped: LocalStack's clock cannot be moved by " + time);
  }

  @Override
  protected SubnetId subnet() {
    return new SubnetId(server.orElseThrow().subnet().get(0));
  }

  @Override
  protected AvailabilityZone zone() {
    return new AvailabilityZone(server.orElseThrow().subnet().get(1));
  }

  @Override
  protected SubnetId otherSubnet() {
    return new SubnetId(server.orElseThrow().otherSubnet().get(0));
  }

  @Override
  protected AvailabilityZone otherZone() {
    return new AvailabilityZone(server.orElseThrow().otherSubnet().get(1));
  }

  @Override
  protected SecurityGroupId securityGroup() {
    return new SecurityGroupId(server.orElseThrow().securityGroup());
  }
}
