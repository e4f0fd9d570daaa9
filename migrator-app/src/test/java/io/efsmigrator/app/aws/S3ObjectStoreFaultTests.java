package io.efsmigrator.app.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.efsmigrator.archive.BucketName;
import io.efsmigrator.archive.MultipartUploads;
import io.efsmigrator.archive.NewObject;
import io.efsmigrator.archive.ObjectKey;
import io.efsmigrator.archive.StorageClass;
import io.efsmigrator.archive.StoreException;
import io.efsmigrator.archive.StoreException.Kind;
import io.efsmigrator.efs.Region;
import io.efsmigrator.manifest.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that a well-behaved server never gives: which are asked for again, and what is said of them. */
class S3ObjectStoreFaultTests {

  private static final byte[] CONTENT = {1, 2, 3};
  private static final NewObject OBJECT = new NewObject(new ObjectKey("a"),
      Sha256.of(Sha256.newDigest().digest(CONTENT)), Map.of());

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private S3ObjectStore store;
  private int failures;
  private int status;
  private String code = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      byte[] received = exchange.getRequestBody().readAllBytes();
      requests.add(exchange.getRequestMethod() + " " + received.length);
      boolean fails = requests.size() <= failures;
      byte[] body = ("<Error><Code>" + code + "</Code><Message>said so</Message></Error>")
          .getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(fails ? status : 200, fails && !head ? body.length : -1);
      if (fails && !head) {
        exchange.getResponseBody().write(body);
      }
      exchange.close();
    });
    server.start();
    store = S3ObjectStore.connect(
        new AwsAccess.Endpoint(new Region("us-east-1"),
            URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
        new BucketName("recordings"), StorageClass.STANDARD);
  }

  @AfterEach
  void stop() {
    store.close();
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"503,SlowDown", "503,ServiceUnavailable", "500,InternalError", "400,BadDigest",
    "400,RequestTimeout"})
  void sendsTheWholeContentAgainAfterWhatPasses(int answered, String said) throws IOException {
    answer(2, answered, said);

    store.put(OBJECT, ByteBuffer.wrap(CONTENT));

    assertThat(requests).containsExactly("PUT 3", "PUT 3", "PUT 3");
  }

  @ParameterizedTest
  @CsvSource({"403,AccessDenied,DENIED", "400,ExpiredToken,CREDENTIALS",
    "403,RequestTimeTooSkewed,CREDENTIALS", "403,SignatureDoesNotMatch,CREDENTIALS",
    "301,PermanentRedirect,WRONG_REGION", "400,AuthorizationHeaderMalformed,WRONG_REGION",
    "404,NoSuchBucket,NO_BUCKET", "412,PreconditionFailed,TAKEN", "400,EntityTooLarge,REFUSED"})
  void asksOnceForWhatLastsAndSaysWhatItIs(int answered, String said, Kind kind) {
    answer(Integer.MAX_VALUE, answered, said);

    assertFails(kind, () -> store.put(OBJECT, ByteBuffer.wrap(CONTENT)), said + " said so");
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"301,WRONG_REGION", "403,DENIED", "400,CREDENTIALS"})
  void tellsByTheStatusWhatAnAnswerWithoutABodyMeans(int answered, Kind kind) {
    answer(Integer.MAX_VALUE, answered, "");

    assertFails(kind, () -> store.find(new ObjectKey("a")), "HeadObject");
  }

  @Test
  void givesUpOnAServerThatOnlyAsksToSlowDown() {
    answer(Integer.MAX_VALUE, 503, "SlowDown");

    assertFails(Kind.THROTTLED, () -> store.abort(
        new MultipartUploads.Upload(new ObjectKey("a"), "u")),
        "slow down");
    assertThat(requests).hasSizeBetween(2, 6);
  }

  private void answer(int times, int answered, String said) {
    failures = times;
    status = answered;
    code = said;
  }

  private interface Call {
    void run() throws IOException;
  }

  private static void assertFails(Kind kind, Call call, String says) {
    assertThatThrownBy(call::run).isInstanceOf(StoreException.class).hasMessageContaining(says)
        .satisfies(e -> assertThat(((StoreException) e).kind()).isEqualTo(kind));
  }
}
