package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.Node;
import io.efsmigrator.plan.NodeAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/**
 * A Linux node that is a directory: an fstab, a mountinfo and the programs that play with them.
 *
 * <p>Every program that changes anything asks {@code kill} first: with the number of its call there,
 * it kills the script that called it, before or after its own work.
 */
final class FstabNode implements PlayedNode {

  static final String UNIT = "recorder.service";

  private static final String HOOK = """
      #!/bin/sh
      node=${0%/*}/..
      name=${0##*/}
      printf '%s\\n' "$name $*" >>"$node/commands.log"
      kill_script() {
        p=$PPID
        read -r jvm <"$node/jvm"
        read -r _ _ _ pp _ <"/proc/$p/stat"
        while [ "$pp" != "$jvm" ]; do
          p=$pp
          read -r _ _ _ pp _ <"/proc/$p/stat"
        done
        kill -9 "$p"
      }
      if [ -f "$node/kill" ]; then
        echo x >>"$node/calls"
        read -r at when <"$node/kill"
        calls=0
        while read -r _; do calls=$((calls + 1)); done <"$node/calls"
        if [ "$calls" = "$at" ]; then
          [ "$when" = before ] || run "$@"
          kill_script
          exit 137
        fi
      fi
      run "$@"
      """;
  private static final List<String> REAL = List.of("cp", "mv", "rm", "sync", "head", "tail");
  private static final String MOUNT = """
      run() {
        [ ! -f "$node/refuse-mount" ] || return 32
        device=$(awk -v p="$3" '$1 !~ /^#/ && $2 == p { print $1 }' "$2")
        echo "36 25 0:50 / $3 rw shared:1 - nfs4 $device rw,addr=10.0.0.1" >>"$node/mountinfo"
      }
      """;
  private static final String UMOUNT = """
      run() {
        [ ! -f "$node/refuse-umount" ] || return 32
        grep -v " $1 rw " "$node/mountinfo" >"$node/mountinfo.new"
        /bin/mv "$node/mountinfo.new" "$node/mountinfo"
      }
      """;
  private static final String SYSTEMCTL = """
      run() {
        for unit in "$@"; do :; done
        case $1 in
          show)
            [ -f "$node/unit.$unit" ] || { echo LoadState=not-found; echo ActiveState=inactive; return; }
            echo LoadState=loaded
            echo "ActiveState=$(cat "$node/unit.$unit")" ;;
          stop) echo inactive >"$node/unit.$unit" ;;
          start) echo active >"$node/unit.$unit" ;;
        esac
      }
      """;

  private final Path directory;
  private final NodeName name;
  private final NodeRole role;

  FstabNode(Path parent, String name, NodeRole role, DnsName endpoint) throws IOException {
    this.directory = Files.createDirectory(parent.resolve(name));
    this.name = new NodeName(name);
    this.role = role;
    Files.createDirectory(directory.resolve("bin"));
    Files.createDirectory(directory.resolve("mnt"));
    for (String program : REAL) {
      program(program, "run() { /usr/bin/" + program + " \"$@\"; }\n");
    }
    program("mount", MOUNT);
    program("umount", UMOUNT);
    program("systemctl", SYSTEMCTL);
    program("upgrade-node", "run() { echo started >>\"$node/upgrades\"; }\n");
    program("show-role", "run() { cat \"$node/role\"; }\n");
    set("role", role.name().toLowerCase(Locale.ROOT));
    set("jvm", Long.toString(ProcessHandle.current().pid()));
    set("unit." + UNIT, "active");
    set("fstab", fstab(endpoint.value()));
    set("mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        + "36 25 0:50 / " + mountPoint() + " rw shared:1 - nfs4 " + endpoint + ":/ rw");
  }

  /** With a comment, odd spacing and no line feed at the end. */
  String fstab(String name) {
    return "# fs-0000000f.efs.us-east-1.amazonaws.com:/ " + mountPoint() + " nfs4 old 0 0\n"
        + "UUID=1-2\t/\text4\tdefaults 0 1\r\n\n"
        + name + ":/calls \t" + mountPoint() + "  nfs4\tnfsvers=4.1,hard 0 0\n"
        + "proc /proc proc defaults 0 0";
  }

  private void program(String name, String run) throws IOException {
    Path program = directory.resolve("bin").resolve(name);
    int end = HOOK.indexOf('\n') + 1;
    Files.writeString(program, HOOK.substring(0, end) + run + HOOK.substring(end));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The fstab has no line feed at its end; everything else has one. */
  void set(String file, String content) throws IOException {
    Files.writeString(file(file), file.equals("fstab") ? content : content + "\n");
  }

  String get(String file) throws IOException {
    return Files.exists(file(file)) ? Files.readString(file(file)) : "";
  }

  @Override
  public List<String> lines(String file) throws IOException {
    return get(file).lines().toList();
  }

  Path file(String file) {
    return directory.resolve(file);
  }

  String mountPoint() {
    return directory.resolve("mnt").toString();
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
