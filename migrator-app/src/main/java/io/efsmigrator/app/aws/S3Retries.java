package io.efsmigrator.app.aws;

import io.efsmigrator.archive.StoreException.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * Which failed calls to S3 are sent again: those whose next attempt may end differently, and none that
 * was refused. Everything that is sent can be sent twice, see {@code RecordingUpload}.
 */
final class S3Retries {

  private static final int MAX_ATTEMPTS = 6;
  private static final Set<Kind> REPEATED = EnumSet.of(Kind.THROTTLED, Kind.UNAVAILABLE,
      Kind.BAD_DIGEST);

  private S3Retries() {}

  static RetryStrategy strategy() {
    return StandardRetryStrategy.builder().useClientDefaults(false).maxAttempts(MAX_ATTEMPTS)
        .retryOnException(S3Retries::isRepeated)
        .treatAsThrottling(
            thrown -> thrown instanceof SdkException e && S3Errors.kind(e) == Kind.THROTTLED)
        .backoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(100),
            Duration.ofSeconds(10)))
        .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(500),
            Duration.ofSeconds(20)))
        .build();
  }

  private static boolean isRepeated(Throwable thrown) {
    return switch (thrown) {
      // The caller was told to stop, or the whole call is out of time.
      case AbortedException _ -> false;
      case ApiCallTimeoutException _ -> false;
      case SdkException e -> REPEATED.contains(S3Errors.kind(e));
      default -> false;
    };
  }
}
