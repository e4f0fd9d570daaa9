package io.efsmigrator.app.history;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.Obligation;
import io.efsmigrator.stage.Obligations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Obligations of a repository that another process holds: read and noted through that process. */
public final class OwnerObligations implements Obligations {

  private final Owner owner;

  /** Asks that process. */
  public OwnerObligations(Owner owner) {
    this.owner = owner;
  }

  @Override
  public List<Obligation> open(MigrationId migration) {
    return owner.ask(Question.all(Question.Topic.OBLIGATIONS)).rows().stream()
        .filter(row -> row.text("migration_id").equals(migration.toString())
            && row.cell("met_at") == null)
        .map(OwnerObligations::obligation).toList();
  }

  @Override
  public void owe(MigrationId migration, Obligation obligation) {
    owner.owe(migration, obligation);
  }

  @Override
  public void met(MigrationId migration, FileSystemId fileSystem) {
    owner.met(migration, fileSystem);
  }

  private static Obligation obligation(Rows.Row row) {
    return new Obligation(new FileSystemId(row.text("file_system_id")),
        Throughput.parse(row.text("raised_to")), Throughput.parse(row.text("lower_to")),
        Objects.requireNonNull(row.instant("earliest_at")),
        BigDecimal.valueOf(row.fraction("cost_per_day_usd")).setScale(2, RoundingMode.HALF_UP));
  }

  /** An obligation as the fields of a request. */
  static Map<String, String> form(MigrationId migration, Obligation obligation) {
    return Map.of("name", migration.name(), "source", migration.source().toString(),
        "file-system", obligation.fileSystem().toString(), "raised-to",
        obligation.raisedTo().toString(), "lower-to", obligation.lowerTo().toString(), "earliest",
        obligation.earliest().toString(), "usd-per-day", obligation.usdPerDay().toString());
  }

  /** Reads what {@link #form} wrote. */
  static Obligation parse(Map<String, String> form) {
    return new Obligation(new FileSystemId(field(form, "file-system")),
        Throughput.parse(field(form, "raised-to")), Throughput.parse(field(form, "lower-to")),
        Instant.parse(field(form, "earliest")), new BigDecimal(field(form, "usd-per-day")));
  }

  static MigrationId migration(Map<String, String> form) {
    return new MigrationId(field(form, "name"), new FileSystemId(field(form, "source")));
  }

  static String field(Map<String, String> form, String key) {
    String value = form.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }
}
