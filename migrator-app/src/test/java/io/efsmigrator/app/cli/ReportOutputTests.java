package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.efsmigrator.app.documents.CommandsRun;
import io.efsmigrator.app.history.SampleHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code report} puts its page, and the form that programs are promised. */
class ReportOutputTests {

  @TempDir
  Path folder;

  @BeforeEach
  void history() throws SQLException {
    SampleHistory.create("jdbc:h2:" + folder.resolve("repository"));
  }

  @Test
  void putsThePageWhereOnlyItsOwnerReadsIt() throws IOException {
    Path page = folder.resolve("reports/m.fs-00000001.html");

    assertThat(report()).isEqualTo("report: " + page + System.lineSeparator());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("m.fs-00000001");
    assertThat(folder.resolve("reports")).isDirectoryContaining(page::equals)
        .isDirectoryNotContaining(other -> !other.equals(page));
  }

  @Test
  void putsThePageWhereItIsTold() {
    Path page = folder.resolve("elsewhere/page.html");

    assertThat(report("1", "--file", page.toString())).contains(page.toString());
    assertThat(page).exists();
  }

  @Test
  void hashesOfWhatRanElsewhereAreNotMadeUp() {
    Path hashes = folder.resolve("SHA256SUMS");

    assertThat(refused("--sha256sums", hashes.toString())).contains("no ledger of m.fs-00000001",
        "fix:");
    assertThat(hashes).doesNotExist();
  }

  @Test
  void itsJsonIsAsThePublishedSchemaSays() throws IOException {
    Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("../docs/report.schema.json")));

    assertThat(schema.validate(report("-o", "json"), InputFormat.JSON)).isEmpty();
    assertThat(schema.validate("{\"executions\":[{}]}", InputFormat.JSON)).isNotEmpty();
  }

  private String report(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = run(out, err, arguments);
    assertThat(code).as("%s", err).isZero();
    return out.toString();
  }

  private String refused(String... arguments) {
    StringWriter err = new StringWriter();
    assertThat(run(new StringWriter(), err, arguments)).isEqualTo(1);
    return err.toString();
  }

  private int run(StringWriter out, StringWriter err, String... arguments) {
    List<String> words = new ArrayList<>(List.of("report", "--state", folder.toString()));
    words.addAll(List.of(arguments));
    return CommandsRun.of(new Cli(() -> {
      throw new AssertionError("report starts nothing");
    }, Clock.systemUTC())).run(new PrintWriter(out), new PrintWriter(err),
        words.toArray(String[]::new));
  }
}
