package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.Node;
import io.efsmigrator.plan.NodeAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/** A node that is a directory: a small cluster-mgr in {@code bin}, its state in files beside it. */
final class TestNode implements PlayedNode {

  private static final String PROGRAM = """
      #!/bin/sh
      set -u
      node=$(dirname "$0")/..
      echo "$*" >>"$node/commands.log"
      case $1 in
        show-role) cat "$node/role" ;;
        show-endpoint) cat "$node/endpoint" ;;
        show-agent) cat "$node/agent" ;;
        show-agent-log) cat "$node/agent.log" ;;
        upgrade-cluster) echo started >>"$node/upgrades"; echo fetching; sh "$node/upgrade" ;;
        ClusterEFSendpoint)
          printf '%s' "$(cat "$node/question")"
          read -r answer
          echo "answer $answer" >>"$node/commands.log"
          [ "$answer" = no ] || exit 9
          echo "$2" >"$node/endpoint" ;;
        stop-agent) echo stopped >"$node/agent" ;;
        start-agent) echo running >"$node/agent" ;;
        set-Normal) exit "$(cat "$node/normal")" ;;
        *) exit 64 ;;
      esac
      """;

  private final Path directory;
  private final NodeName name;
  private final NodeRole role;

  TestNode(Path parent, String name, NodeRole role, DnsName endpoint) throws IOException {
    this.directory = Files.createDirectory(parent.resolve(name));
    this.name = new NodeName(name);
    this.role = role;
    Path program = Files.createDirectory(directory.resolve("bin")).resolve("cluster-mgr");
    Files.writeString(program, PROGRAM);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    String word = role.name().substring(0, 1) + role.name().substring(1).toLowerCase(Locale.ROOT);
    set("role", word);
    set("endpoint", endpoint.value());
    set("agent", "running");
    set("agent.log", "cluster-agent: running; node is healthy");
    set("question",
        "Do you wish to migrate data from the old EFS to the new EFS? [yes/no] ");
    set("upgrade", "exit 0");
    set("normal", "0");
  }

  void set(String file, String content) throws IOException {
    Files.writeString(directory.resolve(file), content + "\n");
  }

  @Override
  public List<String> lines(String file) throws IOException {
    Path path = directory.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path, StandardCharsets.UTF_8) : List.of();
  }

  @Override
  public NodeName name() {
    return name;
  }

  Node inPlan() {
    return new Node(name, role, new AvailabilityZone("us-east-1a"), new NodeAccess.Local(),
        directory.resolve("bin/cluster-mgr").toString(), directory.resolve("jobs"));
  }
}
