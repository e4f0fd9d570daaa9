package io.efsmigrator.app.aws;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Clients of the SDK, all with the same timeouts, retries, keys and endpoint. */
final class AwsClients {

  private static final Duration S3_CONNECT_TIMEOUT = Duration.ofSeconds(5);
  /** How long no byte may come. */
  private static final Duration S3_SILENCE_TIMEOUT = Duration.ofSeconds(60);
  /** A part of 128 MiB at one MiB a second. */
  private static final Duration S3_ATTEMPT_TIMEOUT = Duration.ofSeconds(150);
  private static final Duration S3_CALL_TIMEOUT = Duration.ofMinutes(10);

  private AwsClients() {}

  static EfsClient efs(AwsAccess access) {
    return prepared(EfsClient.builder(), access, EfsRetries.strategy()).build();
  }

  static CloudWatchClient cloudWatch(AwsAccess access) {
    return prepared(CloudWatchClient.builder(), access, EfsRetries.strategy()).build();
  }

  static Ec2Client ec2(AwsAccess access) {
    return prepared(Ec2Client.builder(), access, EfsRetries.strategy()).build();
  }

  static SsmClient ssm(AwsAccess access) {
    return prepared(SsmClient.builder(), access, SsmErrors.retries()).build();
  }

  static SnsClient sns(AwsAccess access) {
    return prepared(SnsClient.builder(), access, EfsRetries.strategy()).build();
  }

  /**
   * A client that sends a checksum where the caller gives one, and no second one of its own. Bodies of
   * many MiB take longer than the calls of a control plane.
   */
  static S3Client s3(AwsAccess access) {
    S3ClientBuilder builder = S3Client.builder().region(Region.of(access.region().value()))
        .httpClientBuilder(UrlConnectionHttpClient.builder()
            .connectionTimeout(S3_CONNECT_TIMEOUT).socketTimeout(S3_SILENCE_TIMEOUT))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
        .credentialsProvider(access.credentials())
        .overrideConfiguration(override -> override.retryStrategy(S3Retries.strategy())
            .apiCallTimeout(S3_CALL_TIMEOUT).apiCallAttemptTimeout(S3_ATTEMPT_TIMEOUT));
    switch (access) {
      case AwsAccess.Account _ -> {}
      case AwsAccess.OtherServer(var _, URI uri) ->
        builder.endpointOverride(uri).forcePathStyle(true);
      case AwsAccess.Endpoint(var _, URI uri) ->
        builder.endpointOverride(uri).forcePathStyle(true);
    }
    return builder.build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B prepared(
      B builder, AwsAccess access, RetryStrategy retries) {
    builder.region(Region.of(access.region().value()))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(override -> override.retryStrategy(retries)
            .apiCallTimeout(AwsAccess.CALL_TIMEOUT)
            .apiCallAttemptTimeout(AwsAccess.ATTEMPT_TIMEOUT));
    if (access instanceof AwsAccess.Endpoint(var _, URI uri)) {
      builder.endpointOverride(uri);
    }
    return builder.credentialsProvider(access.credentials());
  }
}
