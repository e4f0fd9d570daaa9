package io.efsmigrator.app.config;

import io.efsmigrator.efs.Region;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of an SNS topic that takes messages without more than a text: a standard one. */
public record TopicArn(String value) {

  private static final Pattern FORM = Pattern
      .compile("arn:aws[a-z-]{0,20}:sns:([a-z0-9-]{5,30}):\\d{12}:[A-Za-z0-9_-]{1,256}");

  public TopicArn {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(value.endsWith(".fifo")
          ? "a FIFO topic; take a standard one"
          : "not the ARN of a topic, such as arn:aws:sns:us-east-1:111122223333:night");
    }
  }

  /** Where the topic is. */
  public Region region() {
    Matcher matcher = FORM.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalStateException(value);
    }
    return new Region(matcher.group(1));
  }

  @Override
  public String toString() {
    return value;
  }
}
