package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandInput;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Commands on a node that outlive the connection, and this program.
 *
 * <p>Each has a directory on the node: {@code cmd pid boot_id out err} and, once it has ended,
 * {@code rc}, renamed into place. Making the directory is the start, and can succeed only once; so
 * launching again after a lost answer or a crash changes nothing. The two scripts come from resources
 * and get everything else as arguments.
 */
final class DetachedJobs {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_SHOWN_BYTES = 16_384;
  private static final String LAUNCH = Scripts.text("launch.sh");
  private static final String LOOK = Scripts.text("look.sh");

  private final NodeChannel channel;

  DetachedJobs(NodeChannel channel) {
    this.channel = channel;
  }

  /** Starts the command, unless its directory is there already. */
  void launch(Path directory, List<String> argv) {
    List<String> arguments = new ArrayList<>(List.of(directory.toString()));
    arguments.addAll(argv);
    CommandResult result = sh(LAUNCH, arguments);
    if (!result.succeeded()) {
      throw new NodeException(Kind.FAILED, "the job directory " + directory
          + " cannot be made: " + Lines.last(result.err().text()));
    }
  }

  /** How the job is, and what it printed on its standard output from that byte on. */
  JobLook look(Path directory, long fromByte) {
    return look(directory, "out", fromByte);
  }

  /** The end of what it printed on its error output. */
  String errors(Path directory) {
    return look(directory, "err", 0).newOutput();
  }

  private JobLook look(Path directory, String file, long fromByte) {
    CommandResult result = sh(LOOK, List.of(directory.toString(), file, Long.toString(fromByte),
        Integer.toString(MAX_SHOWN_BYTES)));
    String text = result.out().text();
    int end = text.indexOf('\n');
    if (!result.succeeded() || end < 0) {
      throw new NodeException(Kind.FAILED, "the job directory " + directory
          + " cannot be read: " + Lines.last(result.err().text()));
    }
    // The first line is ours: STATE SIZE and perhaps a code or a reason.
    String[] head = text.substring(0, end).split(" ", 3);
    return new JobLook(state(head, directory), text.substring(end + 1), Long.parseLong(head[1]));
  }

  private static JobLook.State state(String[] head, Path directory) {
    return switch (head[0]) {
      case "ABSENT" -> new JobLook.State.Absent();
      case "RUNNING" -> new JobLook.State.Running();
      case "EXITED" -> new JobLook.State.Exited(Integer.parseInt(head[2]));
      case "LOST" -> new JobLook.State.Lost(head[2]);
      default -> throw new NodeException(Kind.FAILED,
          "the job directory " + directory + " says " + Arrays.toString(head));
    };
  }

  private CommandResult sh(String script, List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    argv.addAll(arguments);
    return channel.run(new CommandLine(argv, new CommandInput.Nothing(), TIMEOUT));
  }
}
