package io.efsmigrator.app.aws;

import io.efsmigrator.efs.Region;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Where AWS is and who asks. No secret is part of it: keys come from the SDK's own chain.
 *
 * <p>An {@link Account} finds endpoint, proxies and credentials the way every SDK program does
 * (environment, profile, role of the instance). An {@link Endpoint} is a server of one's own that
 * accepts any key, such as the sandbox or an emulator.
 */
public sealed interface AwsAccess {

  /** Each call may take this long in all, retries included; a stage asks again after it. */
  Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  /** Each attempt of a call may take this long. */
  Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(15);

  /** A real account. */
  record Account(Region region) implements AwsAccess {}

  /** A server that checks no key. */
  record Endpoint(Region region, URI uri) implements AwsAccess {}

  /** A server of one's own that checks keys as AWS does, such as one that stores objects. */
  record OtherServer(Region region, URI uri) implements AwsAccess {}

  /** The Region whose file systems are meant. */
  Region region();

  /** The keys to sign with. */
  default AwsCredentialsProvider credentials() {
    return switch (this) {
      case Account _,OtherServer _ -> DefaultCredentialsProvider.builder().build();
      case Endpoint _ ->
        StaticCredentialsProvider.create(AwsBasicCredentials.create("sandbox", "sandbox"));
    };
  }
}
