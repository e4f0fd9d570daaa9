package io.efsmigrator.app.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.efsmigrator.efs.EfsException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.efs.EfsClient;

/** Every error code of EFS is understood, however much of the answer a server leaves out. */
class EfsErrorFormsTests {

  /** From the fact that decides, the code, to what a caller can do about it. */
  private static final TreeMap<String, EfsException.Kind> KINDS = new TreeMap<>();

  static {
    kind(EfsException.Kind.BAD_REQUEST, "BadRequest", "ValidationException",
        "InvalidPolicyException");
    kind(EfsException.Kind.NOT_FOUND, "FileSystemNotFound", "MountTargetNotFound",
        "AccessPointNotFound", "PolicyNotFound", "ReplicationNotFound", "SubnetNotFound",
        "SecurityGroupNotFound");
    kind(EfsException.Kind.LIMIT_EXCEEDED, "SecurityGroupLimitExceeded",
        "ThroughputLimitExceeded", "FileSystemLimitExceeded", "AccessPointLimitExceeded",
        "NetworkInterfaceLimitExceeded");
    kind(EfsException.Kind.UNSUPPORTED_ZONE, "UnsupportedAvailabilityZone",
        "AvailabilityZonesMismatch");
    kind(EfsException.Kind.ALREADY_EXISTS, "FileSystemAlreadyExists", "AccessPointAlreadyExists",
        "MountTargetConflict", "ReplicationAlreadyExists");
    kind(EfsException.Kind.WRONG_STATE, "FileSystemInUse", "IncorrectFileSystemLifeCycleState",
        "IncorrectMountTargetState", "IpAddressInUse", "ConflictException");
    kind(EfsException.Kind.NO_FREE_ADDRESS, "NoFreeAddressesInSubnet");
    kind(EfsException.Kind.TOO_EARLY, "TooManyRequests");
    kind(EfsException.Kind.THROTTLED, "ThrottlingException");
    kind(EfsException.Kind.UNAVAILABLE, "InternalServerError", "DependencyTimeout");
    kind(EfsException.Kind.NO_CAPACITY, "InsufficientThroughputCapacity");
  }

  private static void kind(EfsException.Kind kind, String... codes) {
    for (String code : codes) {
      KINDS.put(code, kind);
    }
  }

  /** How a server may write an error. */
  enum Form {
    /** As EFS does: the code in a header, code and message in the body. */
    WHOLE("%s", "{\"ErrorCode\":\"%s\",\"Message\":\"no\"}"),
    /** A message in small letters, no code in the body. */
    OTHER_MESSAGE("%s", "{\"message\":\"no\"}"),
    /** Only the header. */
    NO_BODY("%s", ""), EMPTY_OBJECT("%s", "{}"),
    /** With what some servers append. */
    WITH_LINK("%s:http://internal.amazon.com/coral/", "{}"),
    /** No header; the code in the body, as shape of a namespace. */
    IN_BODY("", "{\"__type\":\"com.amazonaws.elasticfilesystem#%s\"}"),
    IN_BODY_AS_CODE("", "{\"code\":\"%s\",\"message\":\"no\"}");

    private final String header;
    private final String body;

    Form(String header, String body) {
      this.header = header;
      this.body = body;
    }
  }

  private HttpServer server;
  private EfsClient client;
  private volatile int status = 400;
  private volatile String header = "";
  private volatile String body = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      if (!header.isEmpty()) {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", header);
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
    server.start();
    client = EfsClient.builder().region(Region.US_EAST_1)
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1))).build();
  }

  @AfterEach
  void close() {
    client.close();
    server.stop(0);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void aCodeSaysTheSameInEveryForm(Form form) {
    TreeMap<String, EfsException.Kind> understood = new TreeMap<>();
    for (String code : KINDS.keySet()) {
      status = 400 + Math.floorMod(code.hashCode(), 30);
      header = form.header.formatted(code);
      body = form.body.formatted(code);
      understood.put(code, kindOf());
    }

    assertThat(understood).isEqualTo(KINDS);
  }

  private EfsException.Kind kindOf() {
    try {
      client.describeFileSystems();
    } catch (SdkException e) {
      return EfsErrors.translate("DescribeFileSystems", e).kind();
    }
    throw new AssertionError("an error was taken for an answer");
  }

  @Test
  void anErrorWithoutACodeIsNotTakenForAWordOfEfs() {
    status = 502;
    body = "<html>bad gateway</html>";

    assertThat(kindOf()).isEqualTo(EfsException.Kind.UNAVAILABLE);
  }

  @Test
  void noErrorOfTheSdkIsLeftOut() {
    TreeSet<String> thrown = new TreeSet<>();
    for (Method method : EfsClient.class.getMethods()) {
      for (Class<?> type : method.getExceptionTypes()) {
        if (type.getPackageName().endsWith(".efs.model")
            && type != software.amazon.awssdk.services.efs.model.EfsException.class) {
          thrown.add(type.getSimpleName().replaceAll("Exception$", ""));
        }
      }
    }

    assertThat(KINDS.keySet().stream().map(code -> code.replaceAll("Exception$", ""))
        .collect(Collectors.toSet())).containsAll(thrown);
    assertThat(thrown).hasSizeGreaterThan(30);
  }
}
