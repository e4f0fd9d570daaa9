package io.efsmigrator.plan;

import io.efsmigrator.cluster.NodeName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How plain Linux nodes mount the file system, and which systemd units write to it.
 *
 * <p>In paths {@code {node}} stands for the name of the node. Everything here becomes an argument of
 * commands that root runs on live nodes, so whatever a shell, awk or fstab would read as more than
 * itself (spaces, quotes, {@code $ ; \} and newlines) is refused when this is made.
 *
 * @param mountPoint where the nodes mount it, as it stands in fstab
 * @param file the fstab
 * @param mountInfo the kernel's own word on what is mounted
 * @param options the mount options that a switched entry gets; empty keeps its own
 * @param units stopped in this order on the Primary, started in the reverse order
 * @param backupUnits the same on every Backup
 */
public record FstabSettings(String mountPoint, String file, String mountInfo,
    Optional<String> options, List<String> units, List<String> backupUnits) {

  /**
   * What the EFS user guide recommends for mounting with the Linux NFS client, and {@code _netdev},
   * so that a boot waits for the network.
   */
  public static final String RECOMMENDED = "nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,"
      + "retrans=2,noresvport,_netdev";

  private static final String NODE = "{node}";
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._@+=,~-]{1,255}){1,64}");
  private static final Pattern DOTS = Pattern.compile("(^|/)\\.\\.?(/|$)");
  private static final Pattern OPTIONS = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.,=:/-]{0,1023}");
  private static final Pattern UNIT = Pattern.compile(
      "[A-Za-z0-9_:.@][A-Za-z0-9_:.@-]{0,200}\\.(service|socket|timer|path|target)");

  public FstabSettings {
    path(mountPoint);
    path(file);
    path(mountInfo);
    options.ifPresent(FstabSettings::options);
    units = List.copyOf(units);
    backupUnits = List.copyOf(backupUnits);
    units.forEach(FstabSettings::unit);
    backupUnits.forEach(FstabSettings::unit);
  }

  /** The text, if it can be a path of these settings. */
  public static String path(String text) {
    String path = text.replace(NODE, "node");
    if (!PATH.matcher(path).matches() || DOTS.matcher(path).find()) {
      throw new IllegalArgumentException(
          "not an absolute path of letters, digits and /._@+=,~- (`{node}` is the node's name)");
    }
    return text;
  }

  /** The text, if it can be the options of an entry. */
  public static String options(String text) {
    if (!OPTIONS.matcher(text).matches()) {
      throw new IllegalArgumentException("not mount options, separated by commas without spaces");
    }
    return text;
  }

  /** The text, if it can be the name of a unit. */
  public static String unit(String text) {
    if (!UNIT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "not the full name of a systemd unit, such as recorder.service");
    }
    return text;
  }

  public String mountPoint(NodeName node) {
    return of(node, mountPoint);
  }

  public String file(NodeName node) {
    return of(node, file);
  }

  public String mountInfo(NodeName node) {
    return of(node, mountInfo);
  }

  private static String of(NodeName node, String path) {
    return path.replace(NODE, node.value());
  }
}
