package io.efsmigrator.app.aws;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.ssm.model.AccessDeniedException;
import software.amazon.awssdk.services.ssm.model.InternalServerErrorException;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.ThrottlingException;

/**
 * Turns what the SDK throws for Systems Manager into {@link NodeException}, by class and error code,
 * never by HTTP status.
 */
final class SsmErrors {

  private static final int MAX_ATTEMPTS = 4;
  private static final Set<String> THROTTLED = Set.of("Throttling", "ThrottlingException",
      "RequestLimitExceeded", "TooManyRequestsException");
  private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException",
      "UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException",
      "SignatureDoesNotMatch", "ExpiredToken", "ExpiredTokenException", "IncompleteSignature",
      "MissingAuthenticationToken", "MissingAuthenticationTokenException", "OptInRequired");
  private static final Set<String> UNAVAILABLE = Set.of("InternalServerError", "InternalFailure",
      "ServiceUnavailable", "ServiceUnavailableException", "RequestTimeout", "");

  private enum Cause {
    THROTTLED, UNAVAILABLE, DENIED, NO_SUCH_NODE, REFUSED
  }

  private SsmErrors() {}

  /** Runs one call and lets only {@link NodeException} out. */
  static <T> T translated(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw translate(operation, e);
    }
  }

  private static NodeException translate(String operation, SdkException e) {
    String said = "ssm:" + operation + ": " + text(e);
    return switch (cause(e)) {
      case THROTTLED -> new NodeException(Kind.BUSY, said, e);
      case UNAVAILABLE -> new NodeException(Kind.UNREACHABLE, said, e);
      case NO_SUCH_NODE -> new NodeException(Kind.UNREACHABLE, said
          + "; is its SSM agent running, its role allowed, and the instance id of this Region?", e);
      case DENIED -> new NodeException(Kind.FAILED, "AWS does not allow ssm:" + operation
          + " to this program (docs/iam/ssm.json grants it): " + text(e), e);
      case REFUSED -> new NodeException(Kind.FAILED, said, e);
    };
  }

  private static Cause cause(SdkException thrown) {
    return switch (thrown) {
      case ThrottlingException _ -> Cause.THROTTLED;
      case InternalServerErrorException _ -> Cause.UNAVAILABLE;
      case InvalidInstanceIdException _ -> Cause.NO_SUCH_NODE;
      case AccessDeniedException _ -> Cause.DENIED;
      case AwsServiceException service -> byCode(code(service));
      // The client's own: no credentials, no route, no answer in time.
      default -> String.valueOf(thrown.getMessage()).contains("Unable to load credentials")
          ? Cause.DENIED
          : Cause.UNAVAILABLE;
    };
  }

  private static Cause byCode(String code) {
    if (THROTTLED.contains(code)) {
      return Cause.THROTTLED;
    }
    if (DENIED.contains(code)) {
      return Cause.DENIED;
    }
    return UNAVAILABLE.contains(code) ? Cause.UNAVAILABLE : Cause.REFUSED;
  }

  private static String text(SdkException e) {
    String said = e instanceof SsmException service && service.awsErrorDetails() != null
        ? code(service) + ": " + service.awsErrorDetails().errorMessage()
        : String.valueOf(e.getMessage());
    String line = said.replaceAll("\\s+", " ");
    return line.length() > 500 ? line.substring(0, 500) + "..." : line;
  }

  private static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }

  /** An order may be sent again: its script does its work once, however often it runs. */
  static RetryStrategy retries() {
    return StandardRetryStrategy.builder().useClientDefaults(false).maxAttempts(MAX_ATTEMPTS)
        .retryOnException(SsmErrors::isRepeated)
        .treatAsThrottling(
            thrown -> thrown instanceof SdkException e && cause(e) == Cause.THROTTLED)
        .backoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(100),
            Duration.ofSeconds(5)))
        .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(500),
            Duration.ofSeconds(10)))
        .build();
  }

  private static boolean isRepeated(Throwable thrown) {
    return switch (thrown) {
      // The caller was told to stop, or the whole call is out of time.
      case AbortedException _ -> false;
      case ApiCallTimeoutException _ -> false;
      case SdkException e -> cause(e) == Cause.THROTTLED || cause(e) == Cause.UNAVAILABLE;
      default -> false;
    };
  }
}
