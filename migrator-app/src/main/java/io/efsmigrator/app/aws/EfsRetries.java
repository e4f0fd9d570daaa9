package io.efsmigrator.app.aws;

import io.efsmigrator.efs.EfsException.Kind;
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
 * Which failed calls the SDK may send again by itself.
 *
 * <p>The SDK takes {@code TooManyRequests} for throttling and would repeat a refusal that lasts a
 * day; so its own predicates are switched off and ours decide by {@link EfsErrors#kind}. What lasts
 * for minutes (capacity, states) is left to the stages, which can be stopped while they wait.
 */
final class EfsRetries {

  private static final int MAX_ATTEMPTS = 4;
  private static final Set<Kind> REPEATED = EnumSet.of(Kind.THROTTLED, Kind.UNAVAILABLE);

  private EfsRetries() {}

  static RetryStrategy strategy() {
    return StandardRetryStrategy.builder().useClientDefaults(false).maxAttempts(MAX_ATTEMPTS)
        .retryOnException(EfsRetries::isRepeated)
        .treatAsThrottling(
            thrown -> thrown instanceof SdkException e && EfsErrors.kind(e) == Kind.THROTTLED)
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
      case SdkException e -> REPEATED.contains(EfsErrors.kind(e));
      default -> false;
    };
  }
}
