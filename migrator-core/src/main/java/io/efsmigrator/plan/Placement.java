package io.efsmigrator.plan;

import io.efsmigrator.efs.AvailabilityZone;
import java.util.Optional;

/** Over which zones a file system is spread; fixed when it is created. */
public sealed interface Placement {

  /** As the source. */
  record AsSource() implements Placement {}

  /** In every zone of the Region. */
  record Regional() implements Placement {}

  /** In one zone only, cheaper and gone with it; never with Max I/O. */
  record OneZone(AvailabilityZone zone) implements Placement {}

  /** The only zone of a target beside such a source; empty for a Regional one. */
  default Optional<AvailabilityZone> beside(Optional<AvailabilityZone> ofSource) {
    return switch (this) {
      case AsSource() -> ofSource;
      case Regional() -> Optional.empty();
      case OneZone(var zone) -> Optional.of(zone);
    };
  }
}
