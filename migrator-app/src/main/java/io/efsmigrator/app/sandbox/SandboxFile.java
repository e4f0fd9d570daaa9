package io.efsmigrator.app.sandbox;

import io.efsmigrator.app.sandbox.endpoint.EfsNetwork;
import io.efsmigrator.app.sandbox.endpoint.FaultProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/** {@code DIR/migration.yaml}: the template with the ids and paths of this sandbox. */
final class SandboxFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String RAISE = """

      # So that every kind of call is made on this bad day.
      throughput:
        raise-to-mibps: 100
      """;

  private SandboxFile() {}

  static void write(Path sandbox, SandboxMarker marker, EfsNetwork network) throws IOException {
    TreeSet<String> zones = new TreeSet<>();
    network.subnets().values().forEach(subnet -> zones.add(subnet.zoneName()));
    Iterator<String> zone = zones.iterator();
    Path source = marker.options().source();
    String text = new String(SandboxNodes.resource("migration.yaml"), StandardCharsets.UTF_8)
        .replace("@cluster@", cluster(marker.options().nodes()))
        .replace("@program@", marker.options().nodes().program())
        .replace("@region@", network.region())
        .replace("@source-id@", marker.sourceId())
        .replace("@source-path@", source == null ? "source" : quoted(source))
        .replace("@target-path@", "target")
        .replace("@security-group@", EfsNetwork.CLUSTER_GROUP)
        .replace("@zone-a@", zone.next())
        .replace("@zone-b@", zone.next());
    String raise = marker.options().faults() == FaultProfile.NONE ? "" : RAISE;
    AtomicFiles.write(sandbox.resolve("migration.yaml"), text + raise);
  }

  private static String cluster(NodeKind kind) throws IOException {
    return new String(SandboxNodes.resource("cluster-" + kind + ".yaml"), StandardCharsets.UTF_8);
  }

  static Path sourcePath(Path sandbox, SandboxMarker marker) {
    Path source = marker.options().source();
    return source == null ? sandbox.resolve("source") : source;
  }

  /** A JSON string is a YAML string, whatever is in it. */
  private static String quoted(Path path) {
    return JSON.writeValueAsString(path.toString());
  }
}
