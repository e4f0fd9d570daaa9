package io.efsmigrator.efs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTests {

  private static final FileSystemId ID = new FileSystemId("fs-0123456789abcdef0");

  @ParameterizedTest
  @ValueSource(strings = {"", "fs-", "fs-0123", "fs-0123456g", "FS-01234567", "fs-01234567\n",
    " fs-01234567", "fs-01234567;reboot", "arn:aws:elasticfilesystem:::fs-01234567"})
  void refuseWhatIsNoFileSystemId(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new FileSystemId(text))
        .withMessageContaining("not a file system id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "-rf.example.com", "a b.com", "a.com\n", "a.com;id", "$(id).com",
    "a..com", "A.com", "a.com.", "a_b.com", "a-.com", "`id`.com", "../a.com", "a.com\0"})
  void refuseWhatIsNoDnsName(String text) {
    assertThatThrownBy(() -> new DnsName(text)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("\n").hasMessageNotContaining("\0");
  }

  @Test
  void refuseATooLongDnsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DnsName("abcdefghi.".repeat(25) + "abcd"));
    assertThat(new DnsName("abcdefghi.".repeat(25) + "abc").value()).hasSize(253);
  }

  @Test
  void nameTheFileSystemAsItsRegionDoes() {
    assertThat(ID.dnsName(new Region("us-east-1")))
        .hasToString("fs-0123456789abcdef0.efs.us-east-1.amazonaws.com");
    assertThat(ID.dnsName(new Region("us-gov-west-1")))
        .hasToString("fs-0123456789abcdef0.efs.us-gov-west-1.amazonaws.com");
    assertThat(ID.dnsName(new Region("cn-north-1")))
        .hasToString("fs-0123456789abcdef0.efs.cn-north-1.amazonaws.com.cn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east-1a", "ap-southeast-2c", "us-gov-west-1b", "us-west-2-lax-1a"})
  void acceptZonesOfEveryKind(String zone) {
    assertThat(new AvailabilityZone(zone)).hasToString(zone);
  }

  @Test
  void takeAnUnknownStateForNoAnswer() {
    assertThat(LifeCycleState.ofApiName("resting")).isEqualTo(LifeCycleState.UNKNOWN);
    assertThat(LifeCycleState.ofApiName("available")).isEqualTo(LifeCycleState.AVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bursting", "elastic", "provisioned:100.0", "provisioned:1.5"})
  void readThroughputBackAsItWasWritten(String text) {
    assertThat(Throughput.parse(text)).hasToString(text);
  }

  @Test
  void refuseThroughputThatContradictsItself() {
    assertThatIllegalArgumentException().isThrownBy(() -> Throughput.parse("provisioned"));
    assertThatIllegalArgumentException().isThrownBy(() -> Throughput.parse("bursting:10"));
    assertThatIllegalArgumentException().isThrownBy(() -> Throughput.provisioned(Double.NaN));
  }

  @Test
  void compareEncryptionByWhatWasAskedFor() {
    Encryption underKey = new Encryption.Kms(Optional.of("arn:key/1"));
    Encryption underAny = new Encryption.Kms(Optional.empty());
    Encryption none = new Encryption.None();

    assertThat(underKey.satisfies(underAny)).isTrue();
    assertThat(underKey.satisfies(new Encryption.Kms(Optional.of("arn:key/2")))).isFalse();
    assertThat(none.satisfies(underAny)).isFalse();
    assertThat(underKey.satisfies(none)).isFalse();
    assertThat(none.satisfies(none)).isTrue();
  }

  @Test
  void refuseOrdersThatEfsWouldRefuse() {
    assertThatIllegalArgumentException().isThrownBy(() -> order(Throughput.elastic(),
        Optional.empty())).withMessageContaining("Elastic");
    assertThatIllegalArgumentException().isThrownBy(() -> order(Throughput.bursting(),
        Optional.of(new AvailabilityZone("us-east-1a")))).withMessageContaining("One Zone");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NewMountTarget(ID, new SubnetId("subnet-00000001"), Set.of()));
  }

  private static NewFileSystem order(Throughput throughput, Optional<AvailabilityZone> zone) {
    return new NewFileSystem(new CreationToken("a"), PerformanceMode.MAX_IO, throughput,
        new Encryption.None(), zone, Map.of());
  }
}
