package io.efsmigrator.app.aws;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.EfsException.Kind;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.RecoveryPointArn;
import io.efsmigrator.efs.RecoveryPoints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link RecoveryPoints} by the one request that is needed of AWS Backup,
 * {@code ListRecoveryPointsByResource}: the SDK's module for it is not part of this build (ADR 16), so
 * the SDK signs and sends it, and the answer is read here.
 *
 * <p>Each page is one attempt; whoever asks may ask again.
 */
public final class BackupRecoveryPoints implements RecoveryPoints, AutoCloseable {

  private static final String CALL = "ListRecoveryPointsByResource";
  private static final String SERVICE = "backup";
  private static final int PAGE = 1_000;
  private static final int MAX_PAGES = 50;
  private static final int MAX_BODY_BYTES = 8 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final AwsAccess access;
  private final SdkHttpClient http;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  private BackupRecoveryPoints(AwsAccess access, SdkHttpClient http) {
    this.access = access;
    this.http = http;
  }

  /** Connects; the first call is the first that can fail. */
  public static BackupRecoveryPoints connect(AwsAccess access) {
    return new BackupRecoveryPoints(access, UrlConnectionHttpClient.builder()
        .connectionTimeout(AwsAccess.ATTEMPT_TIMEOUT).socketTimeout(AwsAccess.ATTEMPT_TIMEOUT)
        .build());
  }

  @Override
  public Optional<Kept> find(FileSystemId fileSystem, RecoveryPointArn arn) {
    return EfsErrors.translated(CALL, () -> {
      String next = "";
      for (int page = 0; page < MAX_PAGES; page++) {
        JsonNode answer = page(arn.besideIt(fileSystem), next);
        for (JsonNode point : answer.path("RecoveryPoints").values()) {
          if (point.path("RecoveryPointArn").asString("").equals(arn.value())) {
            return Optional.of(kept(point));
          }
        }
        next = answer.path("NextToken").asString("");
        if (next.isEmpty()) {
          return Optional.empty();
        }
      }
      throw new EfsException(Kind.BAD_REQUEST,
          CALL + ": more than " + MAX_PAGES * PAGE + " recovery points");
    });
  }

  private static Kept kept(JsonNode point) {
    if (!point.path("CreationDate").isNumber()) {
      throw new IllegalArgumentException("a recovery point without a CreationDate");
    }
    return new Kept(point.path("Status").asString("unknown"),
        Instant.ofEpochSecond(point.path("CreationDate").asLong()));
  }

  private JsonNode page(String resource, String next) {
    SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(SdkHttpMethod.GET)
        .uri(endpoint().resolve("/resources/" + URLEncoder.encode(resource, StandardCharsets.UTF_8)
            + "/recovery-points/"))
        .putRawQueryParameter("maxResults", Integer.toString(PAGE));
    if (!next.isEmpty()) {
      request.putRawQueryParameter("nextToken", next);
    }
    SdkHttpRequest signed = signer.sign(sign -> sign.identity(keys()).request(request.build())
        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
        .putProperty(AwsV4HttpSigner.REGION_NAME, access.region().value())).request();
    try {
      HttpExecuteResponse response = http.prepareRequest(
          HttpExecuteRequest.builder().request(signed).build()).call();
      byte[] body = body(response);
      if (!response.httpResponse().isSuccessful()) {
        throw refusal(response, body);
      }
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    } catch (IOException e) {
      throw SdkClientException.create(e.getMessage(), e);
    }
  }

  private AwsCredentials keys() {
    return access.credentials().resolveCredentials();
  }

  private URI endpoint() {
    return switch (access) {
      case AwsAccess.Endpoint(var _, URI uri) -> uri;
      case AwsAccess.OtherServer(var _, URI uri) -> uri;
      case AwsAccess.Account(var region) -> URI.create("https://" + SERVICE + "." + region.value()
          + "." + PartitionMetadata.of(Region.of(region.value())).dnsSuffix());
    };
  }

  private static byte[] body(HttpExecuteResponse response) throws IOException {
    Optional<AbortableInputStream> body = response.responseBody();
    if (body.isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = body.get()) {
      byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
      if (bytes.length > MAX_BODY_BYTES) {
        throw new UncheckedIOException(new IOException("the answer is too long"));
      }
      return bytes;
    }
  }

  private static AwsServiceException refusal(HttpExecuteResponse response, byte[] body) {
    String code = response.httpResponse().firstMatchingHeader("x-amzn-ErrorType").orElse("");
    String message;
    try {
      JsonNode said = JSON.readTree(body);
      message = said.path("Message").asString(said.path("message").asString("no message"));
      code = code.isEmpty() ? said.path("__type").asString("") : code;
    } catch (JacksonException e) {
      message = "no message";
    }
    // Servers append a link, or put the shape's namespace before the code.
    code = code.replaceFirst(":.*", "").replaceFirst(".*#", "");
    return AwsServiceException.builder().statusCode(response.httpResponse().statusCode())
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message)
            .serviceName("Backup").build())
        .message(message).build();
  }

  @Override
  public void close() {
    http.close();
  }
}
