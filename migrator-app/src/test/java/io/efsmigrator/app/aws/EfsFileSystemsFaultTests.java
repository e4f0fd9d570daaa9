package io.efsmigrator.app.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.efsmigrator.app.sandbox.endpoint.EfsFaults.Fault;
import io.efsmigrator.app.sandbox.endpoint.RunningEndpoint;
import io.efsmigrator.efs.CreationToken;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.EfsException.Kind;
import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.NewFileSystem;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.Region;
import io.efsmigrator.efs.Throughput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of each thing that goes wrong between us and EFS. */
class EfsFileSystemsFaultTests {

  private static final CreationToken TOKEN = new CreationToken("demo-fs");

  @TempDir
  private Path directory;
  private RunningEndpoint running;
  private EfsFileSystems fileSystems;

  @BeforeEach
  void connect() {
    running = new RunningEndpoint(directory);
    fileSystems = connect(running.endpoint.uri());
  }

  @AfterEach
  void close() {
    fileSystems.close();
    running.close();
  }

  private static EfsFileSystems connect(URI uri) {
    return EfsFileSystems.connect(new AwsAccess.Endpoint(new Region("us-east-1"), uri));
  }

  @Test
  void sendsTheRefusalOfTheDayOnlyOnce() {
    FileSystemId id = available();
    fileSystems.setThroughput(id, Throughput.provisioned(100));
    Instant raised = running.clock.instant();
    running.settle();
    long before = running.calls("UpdateFileSystem");

    assertThatThrownBy(() -> fileSystems.setThroughput(id, Throughput.bursting()))
        .isInstanceOfSatisfying(EfsException.class, refusal -> {
          assertThat(refusal.kind()).isEqualTo(Kind.TOO_EARLY);
          assertThat(refusal.allowedFrom()).contains(raised.plusSeconds(86_400));
        });
    assertThat(running.calls("UpdateFileSystem") - before).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"429,ThrottlingException", "500,InternalServerError", "504,DependencyTimeout",
    "503,ServiceUnavailable"})
  void repeatsWhatPasses(int status, String code) {
    running.endpoint.faults().order("DescribeFileSystems", 2,
        new Fault.Refused(status, code, "later"));

    assertThat(fileSystems.find(TOKEN)).isEmpty();
    assertThat(running.calls("DescribeFileSystems")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"400,BadRequest,BAD_REQUEST", "400,ValidationException,BAD_REQUEST",
    "400,SubnetNotFound,NOT_FOUND", "400,SecurityGroupNotFound,NOT_FOUND",
    "400,SecurityGroupLimitExceeded,LIMIT_EXCEEDED",
    "400,UnsupportedAvailabilityZone,UNSUPPORTED_ZONE",
    "400,AvailabilityZonesMismatch,UNSUPPORTED_ZONE",
    "400,ThroughputLimitExceeded,LIMIT_EXCEEDED", "403,FileSystemLimitExceeded,LIMIT_EXCEEDED",
    "403,AccessDeniedException,ACCESS_DENIED", "403,UnrecognizedClientException,ACCESS_DENIED",
    "403,ExpiredTokenException,ACCESS_DENIED", "409,IncorrectFileSystemLifeCycleState,WRONG_STATE",
    "409,IncorrectMountTargetState,WRONG_STATE", "409,FileSystemAlreadyExists,ALREADY_EXISTS",
    "409,MountTargetConflict,ALREADY_EXISTS", "409,IpAddressInUse,WRONG_STATE",
    "409,NoFreeAddressesInSubnet,NO_FREE_ADDRESS",
    "409,NetworkInterfaceLimitExceeded,LIMIT_EXCEEDED", "409,ConflictException,WRONG_STATE",
    "429,TooManyRequests,TOO_EARLY", "503,InsufficientThroughputCapacity,NO_CAPACITY",
    "418,NeverHeardOfIt,BAD_REQUEST"})
  void tellsByTheCodeAndAsksOnce(int status, String code, Kind kind) {
    running.endpoint.faults().order("CreateFileSystem", 1,
        new Fault.Refused(status, code, "no"));

    refuses(kind, () -> fileSystems.create(order()));
    assertThat(running.calls("CreateFileSystem")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"400,FileSystemNotFound", "404,FileSystemNotFound", "409,FileSystemNotFound"})
  void doesNotCareForTheStatusOfAnError(int status, String code) {
    // Emulators answer with statuses that AWS does not.
    running.endpoint.faults().order("DescribeFileSystems", 1,
        new Fault.Refused(status, code, "gone"));

    assertThat(fileSystems.find(new FileSystemId("fs-00000001"))).isEmpty();
  }

  @Test
  void makesOneFileSystemThoughTheAnswerIsLost() {
    running.endpoint.faults().order("CreateFileSystem", 1, new Fault.AnswerLost());

    refuses(Kind.ALREADY_EXISTS, () -> fileSystems.create(order()));
    assertThat(fileSystems.find(TOKEN)).isPresent();
    assertThat(running.client.describeFileSystems().fileSystems()).hasSize(1);
  }

  @Test
  void looksAgainWhenARequestIsLost() {
    running.endpoint.faults().order("DescribeFileSystems", 2, new Fault.RequestLost());

    assertThat(fileSystems.find(TOKEN)).isEmpty();
  }

  @Test
  void saysUnavailableWhenNobodyAnswers() {
    running.endpoint.close();

    refuses(Kind.UNAVAILABLE, () -> fileSystems.find(TOKEN));
  }

  @Test
  void keepsAStateNobodyHasHeardOfUnknown() throws IOException {
    FileSystem found = answered("\"LifeCycleState\":\"hibernating\",\"PerformanceMode\":\"maxIO\"");

    assertThat(found.state()).isEqualTo(LifeCycleState.UNKNOWN);
  }

  @Test
  void refusesAModeNobodyHasHeardOf() {
    refuses(Kind.BAD_REQUEST,
        () -> answered("\"LifeCycleState\":\"available\",\"PerformanceMode\":\"warpSpeed\""));
  }

  @Test
  void readsTheTokensOfOtherPeoplesTools() throws IOException {
    String token = "terraform/prod (2019) \u00e9";

    assertThat(answer("{\"FileSystems\":[{\"FileSystemId\":\"fs-00000001\","
        + "\"LifeCycleState\":\"available\",\"PerformanceMode\":\"generalPurpose\","
        + "\"CreationToken\":\"" + token + "\"}]}").orElseThrow().creationToken().value())
        .isEqualTo(token);
  }

  @Test
  void refusesAnAnswerWithoutAnId() {
    refuses(Kind.BAD_REQUEST, () -> answer("{\"FileSystems\":[{\"CreationToken\":\"x\"}]}"));
  }

  private FileSystem answered(String fields) throws IOException {
    return answer("{\"FileSystems\":[{\"FileSystemId\":\"fs-00000001\",\"CreationToken\":\"x\","
        + fields + "}]}").orElseThrow();
  }

  private static Optional<FileSystem> answer(String json) throws IOException {
    HttpServer server = HttpServer
        .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    try (EfsFileSystems here = connect(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))) {
      return here.find(new FileSystemId("fs-00000001"));
    } finally {
      server.stop(0);
    }
  }

  private FileSystemId available() {
    FileSystemId id = fileSystems.create(order()).id();
    running.settle();
    return id;
  }

  static NewFileSystem order() {
    return new NewFileSystem(TOKEN, PerformanceMode.MAX_IO, Throughput.bursting(),
        new Encryption.None(), Optional.empty(), Map.of("Name", "demo"));
  }

  private static void refuses(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(EfsException.class,
        refusal -> assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind));
  }
}
