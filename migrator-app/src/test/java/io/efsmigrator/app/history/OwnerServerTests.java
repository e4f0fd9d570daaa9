package io.efsmigrator.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.Obligation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnerServerTests extends HistoryQueriesContract {

  private final List<String> asked = new ArrayList<>();
  private final List<OwnerServer> servers = new ArrayList<>();

  @Override
  HistoryQueries open() throws Exception {
    String url = "jdbc:h2:mem:" + folder.hashCode() + ";DB_CLOSE_DELAY=-1";
    SampleHistory.create(url);
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL(url);
    servers.add(OwnerServer.start(folder, dataSource, new RunControl() {
      @Override
      public void stop() {
        asked.add("stop");
      }

      @Override
      public void approve(String migrationId, String gate, String actor, String comment) {
        if (gate.equals("closed")) {
          throw new OperatorError(ExitCode.REFUSED, "the gate is closed", "Wait.");
        }
        asked.add(String.join("|", migrationId, gate, actor, comment));
      }

      @Override
      public void throttle(String migrationId, Map<String, String> limits, String actor) {
        asked.add(migrationId + "|" + actor + "|" + new TreeMap<>(limits));
      }

      @Override
      public void owe(MigrationId migration, Obligation obligation) {
        asked.add(migration + "|" + obligation);
      }

      @Override
      public void met(MigrationId migration, FileSystemId fileSystem) {
        asked.add(migration + "|" + fileSystem);
      }
    }));
    return History.open(folder, null, Map.of());
  }

  @AfterEach
  void stopServer() {
    servers.getFirst().close();
  }

  @Test
  void keepsTheTokenToItsOwner() throws IOException {
    assertThat(
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("owner.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void passesOnStopApprovalAndLimitsWithEveryCharacter() {
    Owner owner = Owner.of(folder).orElseThrow();
    owner.stop();
    owner.approve("m", "approveCutover", "ann", "ja, klar & 100% ok = ✓\n");

    owner.throttle("m", Map.of("mibps", "20", "files-per-second", ""), "ann");

    assertThat(asked).containsExactly("stop", "m|approveCutover|ann|ja, klar & 100% ok = ✓\n",
        "m|ann|{files-per-second=, mibps=20}");
  }

  @Test
  void passesOnWhatIsOwedAndWhatIsMet() {
    OwnerObligations obligations = new OwnerObligations(Owner.of(folder).orElseThrow());
    MigrationId id = new MigrationId("calls", new FileSystemId("fs-0000000a"));
    Obligation owed = new Obligation(id.source(), Throughput.provisioned(100),
        Throughput.bursting(), Instant.parse("2026-11-24T10:00:00.123456Z"),
        new BigDecimal("20.12"));

    obligations.owe(id, owed);
    obligations.met(id, id.source());

    assertThat(asked).containsExactly(id + "|" + owed, id + "|fs-0000000a");
  }

  @Test
  void handsOnARefusalWithItsRemedy() {
    Owner owner = Owner.of(folder).orElseThrow();

    assertThatThrownBy(() -> owner.approve("m", "closed", "ann", ""))
        .isInstanceOf(OperatorError.class)
        .hasMessage("the gate is closed").extracting(e -> ((OperatorError) e).remedy())
        .isEqualTo("Wait.");
  }

  @Test
  void answersNobodyWithoutTheToken() throws IOException {
    Announcement known = Announcement.read(folder).orElseThrow();
    new Announcement(known.port(), "0".repeat(64), known.pid()).write(folder);

    assertThat(Owner.of(folder)).isEmpty();
  }

  @Test
  void takesAnAnnouncementThatAKillLeftBehindForNoOwner() throws IOException {
    Announcement known = Announcement.read(folder).orElseThrow();
    servers.getFirst().close();
    known.write(folder);

    assertThat(Owner.of(folder)).isEmpty();
  }

  @Test
  void takesItsAnnouncementBackButNotThatOfTheNext(@org.junit.jupiter.api.io.TempDir Path other)
      throws IOException {
    Announcement next = new Announcement(1, "f".repeat(64), 1);
    next.write(folder);
    servers.getFirst().close();

    assertThat(Announcement.read(folder)).hasValue(next);
    assertThat(Announcement.read(other)).isEmpty();
  }
}
