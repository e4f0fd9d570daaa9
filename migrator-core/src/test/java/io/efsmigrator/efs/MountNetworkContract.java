package io.efsmigrator.efs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.efs.EfsException.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link MountNetwork} holds to: the fake, and the adapter against any endpoint. */
public abstract class MountNetworkContract {

  protected abstract FileSystems fileSystems();

  protected abstract MountNetwork network();

  protected abstract void settle();

  /** A subnet that exists; its zone has another one besides. */
  protected abstract Subnet subnet();

  /** Another subnet of the same zone. */
  protected abstract SubnetId beside();

  /** A security group that exists, and is not the default one. */
  protected abstract SecurityGroupId group();

  @Test
  void knowsAllSubnetsAndTheDefaultGroup() {
    Vpc vpc = network().around(subnet().id());

    assertThat(vpc.holds(subnet().id())).isTrue();
    assertThat(vpc.withRoom(subnet().zone())).extracting(Subnet::id)
        .contains(subnet().id(), beside());
    assertThat(vpc.defaultGroup()).isPresent();
    assertThat(vpc).isEqualTo(network().around(beside()));
  }

  @Test
  void countsTheAddressesThatAreLeft() {
    assertThat(network().around(subnet().id()).subnets()).contains(subnet());
  }

  @Test
  void tellsThatThereIsNoSuchSubnet() {
    refuses(Kind.NOT_FOUND, () -> network().around(new SubnetId("subnet-00000000deadbeef0")));
  }

  @Test
  void replacesTheGroupsOfAMountTarget() {
    SecurityGroupId unwanted = network().around(subnet().id()).defaultGroup().orElseThrow();
    MountTarget there = mountTarget(Set.of(unwanted));

    network().setSecurityGroups(there.id(), Set.of(group()));

    assertThat(fileSystems().securityGroups(there.id())).containsExactly(group());
  }

  @Test
  void tellsThatThereIsNoSuchMountTarget() {
    refuses(Kind.NOT_FOUND, () -> network()
        .setSecurityGroups(new MountTargetId("fsmt-00000000deadbeef0"), Set.of(group())));
  }

  private MountTarget mountTarget(Set<SecurityGroupId> groups) {
    FileSystemId id = fileSystems().create(new NewFileSystem(new CreationToken("a"),
        PerformanceMode.MAX_IO, Throughput.bursting(), new Encryption.None(), Optional.empty(),
        Map.of())).id();
    settle();
    MountTarget made = fileSystems()
        .createMountTarget(new NewMountTarget(id, subnet().id(), groups));
    settle();
    return made;
  }

  private static void refuses(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(EfsException.class,
        refusal -> assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind));
  }
}
