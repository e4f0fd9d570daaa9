package io.efsmigrator.efs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.efs.EfsException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link FileSystems} holds to: the fake, and the adapter against any endpoint. */
public abstract class FileSystemsContract {

  /** Used by no test for anything that exists. */
  protected static final FileSystemId NOWHERE = new FileSystemId("fs-00000000deadbeef0");

  private static final Map<String, String> TAGS = Map.of("Name", "calls-MaxIO", "team", "voice");

  /** The one under test: nothing was ordered from it yet. */
  protected abstract FileSystems fileSystems();

  /** Lets every transition that is under way come to its end. */
  protected abstract void settle();

  /** Lets that much time pass, as EFS counts it. */
  protected abstract void advance(Duration time);

  /** A subnet that exists, and its zone. */
  protected abstract SubnetId subnet();

  protected abstract AvailabilityZone zone();

  /** Another subnet, in another zone. */
  protected abstract SubnetId otherSubnet();

  protected abstract AvailabilityZone otherZone();

  /** A security group that exists. */
  protected abstract SecurityGroupId securityGroup();

  @Test
  void findsNothingThatDoesNotExist() {
    assertThat(fileSystems().find(NOWHERE)).isEmpty();
    assertThat(fileSystems().find(new CreationToken("never-used"))).isEmpty();
  }

  @Test
  void makesWhatWasOrdered() {
    FileSystemId id = fileSystems().create(order("a")).id();
    settle();

    FileSystem made = fileSystems().find(id).orElseThrow();
    assertThat(made.state()).isEqualTo(LifeCycleState.AVAILABLE);
    assertThat(made.creationToken()).isEqualTo(new CreationToken("a"));
    assertThat(made.performanceMode()).isEqualTo(PerformanceMode.MAX_IO);
    assertThat(made.throughput()).isEqualTo(Throughput.bursting());
    assertThat(made.encryption().satisfies(new Encryption.Kms(Optional.empty()))).isTrue();
    assertThat(made.oneZone()).isEmpty();
    assertThat(made.tags()).containsAllEntriesOf(TAGS);
    assertThat(made.name()).contains("calls-MaxIO");
  }

  @Test
  void isNotReadyWhenTheOrderReturns() {
    assertThat(fileSystems().create(order("a")).state()).isEqualTo(LifeCycleState.CREATING);
  }

  @Test
  void findsByTokenWhatTheTokenMade() {
    FileSystemId id = fileSystems().create(order("a")).id();
    fileSystems().create(order("b"));

    assertThat(fileSystems().find(new CreationToken("a"))).map(FileSystem::id).contains(id);
  }

  @Test
  void makesOnlyOneForEachToken() {
    fileSystems().create(order("a"));

    refuses(Kind.ALREADY_EXISTS, () -> fileSystems().create(order("a")));
  }

  @Test
  void keepsAnUnencryptedOneUnencrypted() {
    FileSystemId id = fileSystems().create(new NewFileSystem(new CreationToken("plain"),
        PerformanceMode.GENERAL_PURPOSE, Throughput.elastic(), new Encryption.None(),
        Optional.empty(), Map.of("Name", "plain"))).id();

    FileSystem made = fileSystems().find(id).orElseThrow();
    assertThat(made.encryption()).isEqualTo(new Encryption.None());
    assertThat(made.throughput()).isEqualTo(Throughput.elastic());
  }

  @Test
  void makesMountTargetsWithTheirSecurityGroups() {
    FileSystemId id = available("a");
    MountTarget ordered = fileSystems().createMountTarget(target(id, subnet()));
    settle();

    assertThat(ordered.state()).isEqualTo(LifeCycleState.CREATING);
    assertThat(fileSystems().mountTargets(id)).singleElement().satisfies(made -> {
      assertThat(made.id()).isEqualTo(ordered.id());
      assertThat(made.fileSystem()).isEqualTo(id);
      assertThat(made.subnet()).isEqualTo(subnet());
      assertThat(made.zone()).isEqualTo(zone());
      assertThat(made.state()).isEqualTo(LifeCycleState.AVAILABLE);
      assertThat(made.ipAddress()).isNotBlank();
      assertThat(fileSystems().securityGroups(made.id())).containsExactly(securityGroup());
    });
  }

  @Test
  void listsAllMountTargetsAndThoseOfThatFileSystemOnly() {
    FileSystemId first = available("a");
    FileSystemId second = available("b");
    fileSystems().createMountTarget(target(first, subnet()));
    fileSystems().createMountTarget(target(first, otherSubnet()));
    fileSystems().createMountTarget(target(second, subnet()));

    assertThat(fileSystems().mountTargets(first)).extracting(MountTarget::zone)
        .containsExactlyInAnyOrder(zone(), otherZone());
    assertThat(fileSystems().mountTargets(second)).hasSize(1);
  }

  @Test
  void putsOneMountTargetInAZone() {
    FileSystemId id = available("a");
    fileSystems().createMountTarget(target(id, subnet()));

    refuses(Kind.ALREADY_EXISTS, () -> fileSystems().createMountTarget(target(id, subnet())));
  }

  @Test
  void takesNoMountTargetBeforeTheFileSystemIsAvailable() {
    FileSystemId id = fileSystems().create(order("a")).id();

    refuses(Kind.WRONG_STATE, () -> fileSystems().createMountTarget(target(id, subnet())));
  }

  @Test
  void tellsWhatIsNotThere() {
    FileSystemId id = available("a");

    refuses(Kind.NOT_FOUND, () -> fileSystems().mountTargets(NOWHERE));
    refuses(Kind.NOT_FOUND, () -> fileSystems().setThroughput(NOWHERE, Throughput.provisioned(9)));
    refuses(Kind.NOT_FOUND,
        () -> fileSystems().securityGroups(new MountTargetId("fsmt-00000000deadbeef0")));
    refuses(Kind.NOT_FOUND, () -> fileSystems()
        .createMountTarget(target(id, new SubnetId("subnet-00000000deadbeef0"))));
  }

  @Test
  void raisesThroughputAndLetsItDownADayLater() {
    FileSystemId id = available("a");
    fileSystems().setThroughput(id, Throughput.provisioned(100));
    settle();

    assertThat(fileSystems().find(id).orElseThrow().throughput())
        .isEqualTo(Throughput.provisioned(100));
    refuses(Kind.TOO_EARLY, () -> fileSystems().setThroughput(id, Throughput.bursting()));

    advance(Duration.ofHours(25));
    fileSystems().setThroughput(id, Throughput.bursting());
    settle();
    assertThat(fileSystems().find(id).orElseThrow().throughput())
        .isEqualTo(Throughput.bursting());
  }

  @Test
  void raisesFurtherAtAnyTime() {
    FileSystemId id = available("a");
    fileSystems().setThroughput(id, Throughput.provisioned(100));
    settle();
    fileSystems().setThroughput(id, Throughput.provisioned(200));
    settle();

    assertThat(fileSystems().find(id).orElseThrow().throughput())
        .isEqualTo(Throughput.provisioned(200));
  }

  @Test
  void changesNothingWhileAChangeIsUnderWay() {
    FileSystemId id = available("a");
    fileSystems().setThroughput(id, Throughput.provisioned(100));

    refuses(Kind.WRONG_STATE, () -> fileSystems().setThroughput(id, Throughput.provisioned(200)));
  }

  private FileSystemId available(String token) {
    FileSystemId id = fileSystems().create(order(token)).id();
    settle();
    return id;
  }

  private NewMountTarget target(FileSystemId id, SubnetId subnet) {
    return new NewMountTarget(id, subnet, Set.of(securityGroup()));
  }

  private static NewFileSystem order(String token) {
    return new NewFileSystem(new CreationToken(token), PerformanceMode.MAX_IO,
        Throughput.bursting(), new Encryption.Kms(Optional.empty()), Optional.empty(), TAGS);
  }

  private static void refuses(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(EfsException.class,
        refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
