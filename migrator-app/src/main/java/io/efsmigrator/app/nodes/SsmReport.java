package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.util.Base64;
import java.util.List;

/**
 * What {@code ssm-job.sh} says of a command: how it is, how much it printed, and the next piece of it.
 *
 * @param calmTurns for how many tenths of a second it has printed nothing
 */
record SsmReport(State state, Piece out, Piece err, int calmTurns) {

  sealed interface State {

    record Running() implements State {}

    record Exited(int code) implements State {}

    /** It took too long and was stopped on the node. */
    record Late() implements State {}

    /** There is no such program. */
    record NoProgram() implements State {}

    /** Nobody can tell how it ended. */
    record Lost(String reason) implements State {}
  }

  /** A piece of one output in base64, and how long the whole was when it was read. */
  record Piece(String encoded, long totalBytes) {

    byte[] bytes() {
      return Base64.getDecoder().decode(encoded);
    }
  }

  /**
   * Reads a report, which has a count for each piece: what the service cut is no report.
   *
   * @throws NodeException if it is none
   */
  static SsmReport parse(String text) {
    List<String> lines = text.lines().toList();
    try {
      String[] head = lines.getFirst().split(" ", 7);
      if (!head[0].equals("efs-migrator")) {
        throw new IllegalArgumentException("its first line is not ours");
      }
      return new SsmReport(state(head[6]), piece(head[1], head[3], lines.get(1)),
          piece(head[2], head[4], lines.get(2)), Integer.parseInt(head[5]));
    } catch (RuntimeException e) {
      throw new NodeException(Kind.FAILED,
          "the node's report is not understood: " + Lines.shown(text), e);
    }
  }

  private static State state(String words) {
    String[] word = words.split(" ", 2);
    return switch (word[0]) {
      case "RUNNING" -> new State.Running();
      case "EXITED" -> new State.Exited(Integer.parseInt(word[1]));
      case "LATE" -> new State.Late();
      case "CANNOT" -> new State.NoProgram();
      case "LOST" -> new State.Lost(word[1]);
      case "ABSENT" -> new State.Lost("its directory on the node is gone");
      default -> throw new IllegalArgumentException("no state is called " + word[0]);
    };
  }

  private static Piece piece(String total, String count, String encoded) {
    Piece piece = new Piece(encoded, Long.parseLong(total));
    int bytes = piece.bytes().length;
    if (bytes != Integer.parseInt(count)) {
      throw new IllegalArgumentException("a piece of " + count + " bytes has " + bytes);
    }
    return piece;
  }
}
