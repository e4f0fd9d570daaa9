package io.efsmigrator.efs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a recovery point: {@code arn:aws:backup:REGION:ACCOUNT:recovery-point:ID}. */
public record RecoveryPointArn(String value) {

  private static final Pattern SHAPE = Pattern.compile(
      "arn:(aws[a-z-]*):backup:([a-z0-9-]+):([0-9]{12}):recovery-point:[A-Za-z0-9-]{1,64}");

  public RecoveryPointArn {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not the ARN of a recovery point (arn:aws:backup:REGION:ACCOUNT:recovery-point:ID)");
    }
  }

  /** Where it is kept. */
  public Region region() {
    return new Region(part(2));
  }

  /** The ARN of a file system in the same partition, Region and account. */
  public String besideIt(FileSystemId fileSystem) {
    return "arn:" + part(1) + ":elasticfilesystem:" + part(2) + ":" + part(3) + ":file-system/"
        + fileSystem;
  }

  private String part(int group) {
    Matcher matcher = SHAPE.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalStateException(value);
    }
    return matcher.group(group);
  }

  @Override
  public String toString() {
    return value;
  }
}
