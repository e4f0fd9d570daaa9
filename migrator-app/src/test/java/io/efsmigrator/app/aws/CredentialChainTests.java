package io.efsmigrator.app.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.efsmigrator.efs.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Operators keep their keys as every program of the SDK expects them; what they chose is found. */
class CredentialChainTests {

  @TempDir
  Path folder;

  private final Map<String, @Nullable String> before = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer sts;

  @BeforeEach
  void startTokenService() throws IOException {
    sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sts.createContext("/", exchange -> {
      asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      byte[] answer = """
          <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
            <AssumeRoleResult><Credentials>
              <AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>of-the-role</SecretAccessKey>
              <SessionToken>a-session</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
            </Credentials></AssumeRoleResult>
          </AssumeRoleResponse>""".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    sts.start();
    set("aws.endpointUrlSts", "http://127.0.0.1:" + sts.getAddress().getPort());
    set("aws.sharedCredentialsFile", folder.resolve("credentials").toString());
    set("aws.configFile", folder.resolve("config").toString());
  }

  @AfterEach
  void restore() {
    sts.stop(0);
    before.forEach((key, value) -> {
      if (value == null) {
        System.clearProperty(key);
      } else {
        System.setProperty(key, value);
      }
    });
  }

  @Test
  void aProfileMayAssumeARole() throws IOException {
    Files.writeString(folder.resolve("credentials"), """
        [base]
        aws_access_key_id = AKIABASE
        aws_secret_access_key = of-the-base
        """);
    Files.writeString(folder.resolve("config"), """
        [profile night]
        role_arn = arn:aws:iam::123456789012:role/migrator
        source_profile = base
        region = eu-central-1
        """);
    set("aws.profile", "night");

    var found = new AwsAccess.Account(new Region("eu-central-1")).credentials()
        .resolveCredentials();

    assertThat(found).isInstanceOfSatisfying(AwsSessionCredentials.class, session -> {
      assertThat(session.accessKeyId()).isEqualTo("ASIAROLE");
      assertThat(session.sessionToken()).isEqualTo("a-session");
    });
    assertThat(asked).singleElement().asString().contains("Action=AssumeRole",
        "role%2Fmigrator");
  }

  private void set(String key, String value) {
    before.putIfAbsent(key, System.getProperty(key));
    System.setProperty(key, value);
  }
}
