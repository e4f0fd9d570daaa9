package io.efsmigrator.efs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.efs.AccessPointShape.Creation;
import io.efsmigrator.efs.AccessPointShape.PosixUser;
import io.efsmigrator.efs.EfsException.Kind;
import io.efsmigrator.efs.LifecycleRule.Transition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What settings and access points hold to: the fake, and the adapter against any endpoint. */
public abstract class FileSystemSettingsContract {

  private static final Set<LifecycleRule> RULES = Set.of(
      new LifecycleRule(Transition.TO_IA, "AFTER_30_DAYS"),
      new LifecycleRule(Transition.TO_PRIMARY, "AFTER_1_ACCESS"));
  private static final AccessPointShape VOICE = new AccessPointShape("/voice",
      Optional.of(new PosixUser(1000, 4_000_000_000L, List.of(7L, 5L))),
      Optional.of(new Creation(1000, 1000, "0750")), Map.of("Name", "voice"));

  protected abstract FileSystems fileSystems();

  protected abstract FileSystemSettings settings();

  protected abstract AccessPoints accessPoints();

  /** Lets every transition that is under way come to its end. */
  protected abstract void settle();

  @Test
  void findsNothingOnANewFileSystem() {
    FileSystemId id = available("a");

    assertThat(settings().lifecycle(id)).isEmpty();
    assertThat(settings().backupPolicy(id)).isEqualTo(BackupPolicy.DISABLED);
    assertThat(settings().policy(id)).isEmpty();
    assertThat(accessPoints().accessPoints(id)).isEmpty();
  }

  @Test
  void keepsLifecycleRulesUntilOthersAreSet() {
    FileSystemId id = available("a");

    settings().setLifecycle(id, RULES);
    assertThat(settings().lifecycle(id)).isEqualTo(RULES);
    assertThat(settings().lifecycle(available("b"))).isEmpty();

    settings().setLifecycle(id, Set.of());
    assertThat(settings().lifecycle(id)).isEmpty();
  }

  @Test
  void takesTimeToEnableBackups() {
    FileSystemId id = available("a");

    settings().enableBackup(id);
    assertThat(settings().backupPolicy(id)).isEqualTo(BackupPolicy.ENABLING);

    settle();
    assertThat(settings().backupPolicy(id)).isEqualTo(BackupPolicy.ENABLED);
  }

  @Test
  void keepsAPolicyHoweverItIsLaidOut() {
    FileSystemId id = available("a");
    String text = "{ \"Version\": \"2012-10-17\",\n \"Statement\": [{\"Effect\": \"Allow\","
        + " \"Principal\": {\"AWS\": \"*\"}, \"Action\": \"elasticfilesystem:ClientMount\","
        + " \"Resource\": \"arn:aws:elasticfilesystem:us-east-1:000000000000:file-system/" + id
        + "\"}]}";

    settings().setPolicy(id, new FileSystemPolicy(text));

    assertThat(settings().policy(id)).contains(new FileSystemPolicy(text));
  }

  @Test
  void refusesAPolicyThatIsNone() {
    FileSystemId id = available("a");

    refuses(Kind.BAD_REQUEST, () -> settings().setPolicy(id, new FileSystemPolicy("{}")));
    assertThat(settings().policy(id)).isEmpty();
  }

  @Test
  void addsTagsAndLeavesTheOthers() {
    FileSystemId id = available("a");

    settings().tag(id, Map.of("team", "voice", "Name", "other"));

    assertThat(fileSystems().find(id).orElseThrow().tags())
        .isEqualTo(Map.of("team", "voice", "Name", "other", "kept", "yes"));
  }

  @Test
  void makesAccessPointsOfEveryShape() {
    FileSystemId id = available("a");
    AccessPointShape whole = new AccessPointShape("/", Optional.empty(), Optional.empty(),
        Map.of());
    AccessPoint ordered = accessPoints().createAccessPoint(order(id, "voice", VOICE));
    accessPoints().createAccessPoint(order(id, "whole", whole));
    assertThat(ordered.state()).isEqualTo(LifeCycleState.CREATING);
    settle();

    assertThat(accessPoints().accessPoints(id)).hasSize(2)
        .allSatisfy(made -> assertThat(made.state()).isEqualTo(LifeCycleState.AVAILABLE))
        .extracting(AccessPoint::shape).containsExactlyInAnyOrder(VOICE, whole);
    assertThat(accessPoints().accessPoints(id)).filteredOn(made -> made.id().equals(ordered.id()))
        .singleElement().satisfies(made -> {
          assertThat(made.clientToken()).isEqualTo(new CreationToken("voice"));
          assertThat(made.fileSystem()).isEqualTo(id);
        });
  }

  @Test
  void listsTheAccessPointsOfThatFileSystemOnly() {
    FileSystemId id = available("a");
    FileSystemId other = available("b");
    accessPoints().createAccessPoint(order(id, "voice", VOICE));

    assertThat(accessPoints().accessPoints(other)).isEmpty();
  }

  @Test
  void makesOneAccessPointForEachToken() {
    FileSystemId id = available("a");
    accessPoints().createAccessPoint(order(id, "voice", VOICE));

    refuses(Kind.ALREADY_EXISTS,
        () -> accessPoints().createAccessPoint(order(id, "voice", VOICE)));
    assertThat(accessPoints().accessPoints(id)).hasSize(1);
  }

  @Test
  void makesNoAccessPointBeforeTheFileSystemIsAvailable() {
    FileSystemId id = fileSystems().create(order("a")).id();

    refuses(Kind.WRONG_STATE,
        () -> accessPoints().createAccessPoint(order(id, "voice", VOICE)));
  }

  @Test
  void tellsThatThereIsNoSuchFileSystem() {
    FileSystemId nowhere = FileSystemsContract.NOWHERE;

    refuses(Kind.NOT_FOUND, () -> settings().lifecycle(nowhere));
    refuses(Kind.NOT_FOUND, () -> settings().setLifecycle(nowhere, RULES));
    refuses(Kind.NOT_FOUND, () -> settings().backupPolicy(nowhere));
    refuses(Kind.NOT_FOUND, () -> settings().enableBackup(nowhere));
    refuses(Kind.NOT_FOUND, () -> settings().policy(nowhere));
    refuses(Kind.NOT_FOUND, () -> settings().tag(nowhere, Map.of("a", "b")));
    refuses(Kind.NOT_FOUND, () -> accessPoints().accessPoints(nowhere));
    refuses(Kind.NOT_FOUND,
        () -> accessPoints().createAccessPoint(order(nowhere, "voice", VOICE)));
  }

  private FileSystemId available(String token) {
    FileSystemId id = fileSystems().create(order(token)).id();
    settle();
    return id;
  }

  private static NewFileSystem order(String token) {
    return new NewFileSystem(new CreationToken(token), PerformanceMode.MAX_IO,
        Throughput.bursting(), new Encryption.None(), Optional.empty(),
        Map.of("Name", "calls", "kept", "yes"));
  }

  private static NewAccessPoint order(FileSystemId id, String token, AccessPointShape shape) {
    return new NewAccessPoint(id, new CreationToken(token), shape);
  }

  private static void refuses(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(EfsException.class,
        refusal -> assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind));
  }
}
