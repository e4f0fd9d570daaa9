package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTests {

  @ParameterizedTest
  @ValueSource(strings = {"password=S3CRET", "DB_PASSWORD: S3CRET", "--token=S3CRET",
    "aws_secret_access_key = S3CRET/+x", "{\"apiKey\": \"S3CRET x\"}", "PWD='S3CRET x'",
    "Authorization: Bearer S3CRETS3CRET", "https://user:S3CRET@host/", "mount --password S3CRET",
    "-----BEGIN RSA PRIVATE KEY-----\nS3CRET\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\nS3CRET"})
  void hidesWhatLooksLikeASecret(String text) {
    assertThat(Masking.text("before " + text + "\nafter")).doesNotContain("S3CRET")
        .startsWith("before ").contains("***");
  }

  @Test
  void hidesKeyIdsOfAws() {
    assertThat(Masking.text("as AKIAIOSFODNN7EXAMPLE it works")).isEqualTo("as *** it works");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node is healthy", "fs-0000000b.efs.us-east-1.amazonaws.com",
    "EFS ENDPOINT CHANGED", "Do you wish to migrate data? [yes/no] ", "a basic test"})
  void leavesAllElseAlone(String text) {
    assertThat(Masking.text(text)).isEqualTo(text);
  }

  @Test
  void hidesTheArgumentAfterAnOptionAndTheTextOfAScript() {
    assertThat(Masking.argv(List.of("sh", "-c", "# one.sh\nrm -r x", "--api-key", "abc", "next")))
        .containsExactly("sh", "-c", "# one.sh …", "--api-key", "***", "next");
  }

  @Test
  void takesNoLongerThanTheTextIsLong() {
    String text = "a".repeat(200_000) + "password".repeat(2_000);

    assertThat(Masking.text(text)).isEqualTo(text);
  }
}
