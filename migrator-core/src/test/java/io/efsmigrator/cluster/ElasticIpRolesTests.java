package io.efsmigrator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticIpRolesTests {

  private static final ManagedInstanceId A = new ManagedInstanceId("i-0000000000000000a");
  private static final ManagedInstanceId B = new ManagedInstanceId("i-0000000000000000b");
  private static final NodeName NODE_A = new NodeName("node-a");
  private static final NodeName NODE_B = new NodeName("node-b");

  private Optional<ManagedInstanceId> holder = Optional.of(A);
  private final ElasticIpRoles roles = new ElasticIpRoles(address -> holder,
      new ElasticIp("203.0.113.10"), Map.of(NODE_A, A, NODE_B, B));

  @Test
  void whoHoldsTheAddressIsThePrimaryAtThisMoment() {
    assertThat(roles.of(NODE_A)).isEqualTo(NodeRole.PRIMARY);
    assertThat(roles.of(NODE_B)).isEqualTo(NodeRole.BACKUP);

    holder = Optional.of(B);

    assertThat(roles.of(NODE_A)).isEqualTo(NodeRole.BACKUP);
    assertThat(roles.of(NODE_B)).isEqualTo(NodeRole.PRIMARY);
  }

  @Test
  void nobodyIsAnythingWhileNoNodeHoldsIt() {
    holder = Optional.empty();
    assertThat(roles.of(NODE_A)).isEqualTo(NodeRole.UNKNOWN);

    holder = Optional.of(new ManagedInstanceId("i-0000000000000000c"));
    assertThat(roles.of(NODE_B)).isEqualTo(NodeRole.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "203.0.113", "203.0.113.256", "203.0.113.10.", "203.0.113.10\n",
    "::1", "host", "203.0.113.010"})
  void anAddressIsFourNumbers(String text) {
    assertThatThrownBy(() -> new ElasticIp(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
