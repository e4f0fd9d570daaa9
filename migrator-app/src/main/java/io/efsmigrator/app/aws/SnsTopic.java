package io.efsmigrator.app.aws;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;

/** A topic of Amazon SNS, which tells everybody who has subscribed to it. */
public final class SnsTopic implements AutoCloseable {

  private final SnsClient client;
  private final String arn;

  private SnsTopic(SnsClient client, String arn) {
    this.client = client;
    this.arn = arn;
  }

  /** Connects; the first call is the first that can fail. */
  public static SnsTopic connect(AwsAccess access, String arn) {
    return new SnsTopic(AwsClients.sns(access), arn);
  }

  /**
   * Publishes a message. A lost answer may bring it twice.
   *
   * @param subject of a mail: at most 100 ASCII characters
   * @throws IOException if the topic did not take it, after the usual repetitions
   */
  public void publish(String subject, String text) throws IOException {
    try {
      var _ = client
          .publish(request -> request.topicArn(arn).subject(subject).message(text));
    } catch (AwsServiceException e) {
      throw new IOException(arn + " did not take it: " + e.awsErrorDetails().errorCode()
          + (e.statusCode() == 403 ? "; the role needs sns:Publish there" : ""), e);
    } catch (SdkException e) {
      throw new IOException(arn + " was not reached: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
