package io.efsmigrator.app.cli;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Region;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.plan.NodeAccess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The questions that a migration cannot do without, and the file that their answers make. */
final class NewMigration {

  private static final String HEAD = """
      # Written by `migrator config init`; what is left out has its default (docs/configuration.md).
      # Editors complete and check it by docs/migration.schema.json. No secret belongs in here.
      """;
  /** What other clusters have to be told; the guide's has its own. */
  private static final List<String> COMMANDS = List.of("role", "health", "endpoint", "writers",
      "quiesce", "resume", "switchEndpoint");

  private final Interview interview;

  private NewMigration(Interview interview) {
    this.interview = interview;
  }

  /** Asks, and answers with the text of the file. */
  static String ask(Interview interview) {
    Map<String, Object> file = new NewMigration(interview).file();
    return HEAD + YAMLMapper.builder()
        .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
        .enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
        .build().writeValueAsString(file);
  }

  private Map<String, Object> file() {
    Map<String, Object> file = new LinkedHashMap<>();
    String source = interview.ask("Id of the file system to leave, fs-...", "", FileSystemId::new);
    file.put("name", interview.ask("Name of the migration", "recordings",
        name -> new MigrationId(name, new FileSystemId(source))));
    String region = interview.ask("Region", "us-east-1", Region::new);
    file.put("region", region);
    file.put("source", inOrder("file-system", source, "path",
        text("Where this host has it mounted", "/mnt/efs-source")));
    file.put("target", target());
    file.put("cluster", cluster(region));
    file.put("cutover", inOrder("approval",
        interview.choose("Stop before the cutover until somebody approves?",
            List.of("required", "not-required"))));
    return file;
  }

  private Map<String, Object> target() {
    Map<String, Object> target = inOrder("name",
        text("Name tag of the new one", "recordings-MaxIO"),
        "path", text("Where this host mounts it", "/mnt/efs-target"));
    String mode = interview.choose("Its performance mode", List.of("maxIO", "generalPurpose"));
    target.put("performance-mode", mode);
    target.put("throughput-mode", interview.choose("Its throughput mode",
        mode.equals("maxIO") ? List.of("bursting") : List.of("bursting", "elastic")));
    return target;
  }

  private Map<String, Object> cluster(String region) {
    String adapter = interview.choose("How the nodes are driven",
        List.of("cluster-mgr", "fstab", "commands"));
    Map<String, Object> cluster = inOrder("adapter", adapter);
    switch (adapter) {
      case "fstab" -> {
        cluster.put("fstab", inOrder("mount-point", text("Where the nodes mount it", ""), "units",
            words("systemd units that write, with spaces between them")));
        cluster.put("commands", inOrder("role", words("Command that prints primary or backup")));
      }
      case "commands" -> {
        Map<String, Object> commands = new LinkedHashMap<>();
        COMMANDS.forEach(verb -> commands.put(verb, words("Command for `" + verb + "`"
            + (verb.equals("switchEndpoint") ? ", with {dns} for the name" : ""))));
        cluster.put("commands", commands);
      }
      default -> {}
    }
    List<Map<String, Object>> nodes = new ArrayList<>();
    nodes.add(node("Primary", "node-a", "primary", region + "a"));
    nodes.add(node("Backup", "node-b", "backup", region + "b"));
    cluster.put("nodes", nodes);
    return cluster;
  }

  private Map<String, Object> node(String who, String name, String role, String zone) {
    Map<String, Object> node = inOrder("name",
        interview.ask(who + ": its name", name, NodeName::new), "role", role);
    node.put("availability-zone",
        interview.ask(who + ": its availability zone", zone, AvailabilityZone::new));
    String channel = interview.choose(who + ": how commands get there",
        List.of("local", "ssh", "ssm"));
    node.put("channel", channel);
    switch (channel) {
      case "ssh" -> node.put("host",
          interview.ask(who + ": its host", "", NodeAccess.Ssh::checkHost));
      case "ssm" -> node.put("instance-id", interview.ask(who + ": its instance, i-...", "",
          io.efsmigrator.cluster.ManagedInstanceId::new));
      default -> {}
    }
    return node;
  }

  private String text(String question, String otherwise) {
    return interview.ask(question, otherwise, UnaryOperator.identity());
  }

  private List<String> words(String question) {
    return List.of(text(question, "").split(" +"));
  }

  private static Map<String, Object> inOrder(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
