package io.efsmigrator.app.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A process that works on a migration, as it presents itself to others.
 *
 * @param owner unique name: boot and process namespace of the machine, then a random part
 * @param host name of the machine, for people
 * @param pid process id, meaningful on that machine only
 */
public record Holder(String owner, String host, long pid) {

  /** This process, under a name that no other process and no later run of it has. */
  public static Holder thisProcess() {
    return new Holder(machine() + "/" + UUID.randomUUID(), hostName(),
        ProcessHandle.current().pid());
  }

  /**
   * True if this holder certainly runs no more: it ran on this machine, since this boot, where
   * process ids mean the same, and its id is free. Everything else has to be waited for.
   */
  public boolean isKnownDead() {
    String here = machine();
    return !here.isEmpty() && owner.startsWith(here + "/")
        && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }

  /** What a refusal says about it. */
  @Override
  public String toString() {
    return "process " + pid + " on " + host;
  }

  /** Boot id and process namespace: only where both are equal does a process id mean the same. */
  private static String machine() {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      String namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return boot.substring(0, 8) + "/" + namespace.replaceAll("\\D", "");
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }

  /** The name of this host, as people know it. */
  public static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return InetAddress.getLoopbackAddress().getHostName();
    }
  }
}
