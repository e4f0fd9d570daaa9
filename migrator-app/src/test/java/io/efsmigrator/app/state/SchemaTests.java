package io.efsmigrator.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** Holds the pinned schema against Spring Batch's own, and the two vendors against each other. */
class SchemaTests {

  enum Vendor {
    H2, POSTGRESQL;

    String newDatabase() {
      return switch (this) {
        case H2 -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        case POSTGRESQL -> TestPostgres.newDatabase();
      };
    }

    String folder() {
      return name().toLowerCase(Locale.ROOT);
    }

    String schema() {
      return this == H2 ? "PUBLIC" : "public";
    }
  }

  @ParameterizedTest
  @EnumSource
  void isColumnForColumnThatOfTheSpringBatchInUse(Vendor vendor) throws Exception {
    String theirs = vendor.newDatabase();
    run(theirs, script("/org/springframework/batch/core/schema-" + vendor.folder() + ".sql"));
    String ours = vendor.newDatabase();
    run(ours, script("/db/" + vendor.folder() + "/V1__spring_batch.sql"));

    assertThat(columns(ours, vendor)).isEqualTo(columns(theirs, vendor)).hasSizeGreaterThan(40);
    assertThat(constraints(ours, vendor)).isEqualTo(constraints(theirs, vendor)).isNotEmpty();
    assertThat(sequences(ours, vendor)).isEqualTo(sequences(theirs, vendor)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void explainsEveryColumn(Vendor vendor) throws Exception {
    String url = migrated(vendor);

    assertThat(uncommented(url, vendor)).isEmpty();
  }

  @Test
  void hasTheSameTablesAndColumnsOnBothVendors() throws Exception {
    assertThat(names(migrated(Vendor.H2), Vendor.H2))
        .isEqualTo(names(migrated(Vendor.POSTGRESQL), Vendor.POSTGRESQL))
        .hasSizeGreaterThan(100);
  }

  @Test
  void indexesEveryForeignKeyOfTheHistoryOnPostgres() throws Exception {
    String url = migrated(Vendor.POSTGRESQL);

    assertThat(query(url, "select c.conrelid::regclass || '.' || a.attname from pg_constraint c"
        + " join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]"
        + " where c.contype = 'f' and not exists (select 1 from pg_index i"
        + " where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])")).isEmpty();
  }

  private static String migrated(Vendor vendor) {
    String url = vendor.newDatabase();
    Flyway.configure().dataSource(url, null, null).locations("classpath:db/" + vendor.folder())
        .load().migrate();
    return url;
  }

  private static Set<String> columns(String url, Vendor vendor) throws SQLException {
    return query(url, "select lower(table_name) || '.' || lower(column_name) || ' ' || data_type"
        + " || ' ' || coalesce(character_maximum_length, 0) || ' '"
        + " || coalesce(datetime_precision, 0) || ' ' || is_nullable"
        + " from information_schema.columns where table_schema = '" + vendor.schema() + "'");
  }

  private static Set<String> constraints(String url, Vendor vendor) throws SQLException {
    return query(url, "select lower(c.table_name) || ' ' || c.constraint_type || ' '"
        + " || lower(k.column_name) from information_schema.table_constraints c"
        + " join information_schema.key_column_usage k on k.constraint_name = c.constraint_name"
        + " and k.constraint_schema = c.constraint_schema"
        + " where c.table_schema = '" + vendor.schema() + "'");
  }

  private static Set<String> sequences(String url, Vendor vendor) throws SQLException {
    return query(url, "select lower(sequence_name) from information_schema.sequences"
        + " where sequence_schema = '" + vendor.schema() + "'"
        + " and lower(sequence_name) like 'batch%'");
  }

  private static Set<String> names(String url, Vendor vendor) throws SQLException {
    return query(url, "select lower(table_name) || '.' || lower(column_name)"
        + " from information_schema.columns where table_schema = '" + vendor.schema() + "'")
        .stream().filter(name -> !name.startsWith("flyway_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> uncommented(String url, Vendor vendor) throws SQLException {
    String comment = vendor == Vendor.H2
        ? "c.remarks"
        : "col_description(format('%I.%I', c.table_schema, c.table_name)::regclass,"
            + " c.ordinal_position::int)";
    return query(url, "select lower(c.table_name) || '.' || lower(c.column_name)"
        + " from information_schema.columns c join information_schema.tables t"
        + " on t.table_schema = c.table_schema and t.table_name = c.table_name"
        + " where c.table_schema = '" + vendor.schema() + "' and t.table_type = 'BASE TABLE'"
        + " and lower(c.table_name) not like 'flyway%' and coalesce(" + comment + ", '') = ''");
  }

  private static Set<String> query(String url, String sql) throws SQLException {
    Set<String> rows = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private static void run(String url, String script) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      ScriptUtils.executeSqlScript(connection,
          new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String script(String resource) throws IOException {
    try (var in = Objects.requireNonNull(SchemaTests.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
