package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;

/** Turns what EFS or a node refused into the outcome of the stage that asked. */
final class Failures {

  /** Long enough not to add to a throttled account's troubles. */
  static final Duration EFS_PAUSE = Duration.ofSeconds(5);
  static final Duration CAPACITY_PAUSE = Duration.ofMinutes(2);
  static final Duration NODE_PAUSE = Duration.ofSeconds(15);

  private Failures() {}

  static StageOutcome of(EfsException e) {
    String reason = "EFS: " + e.getMessage();
    return switch (e.kind()) {
      case THROTTLED, UNAVAILABLE, WRONG_STATE, ALREADY_EXISTS -> new Waiting(reason, EFS_PAUSE);
      case NO_CAPACITY -> new Waiting(reason, CAPACITY_PAUSE);
      case TOO_EARLY -> Blocked.failed(reason, "Restart after 24 hours"
          + e.allowedFrom().map(time -> ", at " + time).orElse("") + ".");
      case NOT_FOUND -> Blocked.failed(reason,
          "Check the ids and the Region in the migration file, then restart.");
      case LIMIT_EXCEEDED -> Blocked.failed(reason,
          "Ask AWS for a higher limit or remove what is not needed, then restart.");
      case NO_FREE_ADDRESS -> Blocked.failed(reason,
          "Free an address in that zone's subnets, then restart.");
      case UNSUPPORTED_ZONE -> Blocked.failed(reason,
          "Choose settings that this Availability Zone offers, then restart.");
      case KEY_UNUSABLE -> Blocked.failed(reason,
          "Enable the KMS key and let its policy admit this role (docs/iam/README.md), or name"
              + " another target.kms-key; then restart.");
      case ACCESS_DENIED -> Blocked.failed(reason,
          "Give the role the permissions listed in docs/iam/README.md, then restart.");
      case BAD_REQUEST -> Blocked.failed(reason,
          "Correct the migration file if it is at fault, then restart.");
    };
  }

  static StageOutcome of(NodeException e) {
    String reason = "node: " + e.getMessage();
    return switch (e.kind()) {
      // The stage looks before it acts, so it may simply be asked again once the node answers.
      case UNREACHABLE, BUSY -> new Waiting(reason, NODE_PAUSE);
      case REFUSED -> Blocked.failed(reason,
          "Nothing was run on the node. Put right what stands above, then restart.");
      case TIMED_OUT -> Blocked.failed(reason,
          "Look at the node: the command was stopped in its middle. Then restart.");
      case CANNOT_RUN -> Blocked.failed(reason,
          "Correct the node's commands in the migration file, then restart.");
      case UNEXPECTED_PROMPT -> Blocked.failed(reason,
          "Nothing was answered. Check what the node asks and correct the pattern, then restart.");
      case FAILED -> Blocked.failed(reason,
          "Look at the node and put right what it reports, then restart.");
    };
  }
}
