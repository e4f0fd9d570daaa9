package io.efsmigrator.archive;

/**
 * How far a step of an archive is, all of its portions together.
 *
 * @param done whether it is over
 * @param records how many passed
 * @param bytes how many bytes of content those have
 * @param left how many were left, for whatever reason
 */
public record ArchiveProgress(boolean done, long records, long bytes, long left) {

  static ArchiveProgress of(StepFiles.Position position) {
    return new ArchiveProgress(position.done(), position.records(), position.bytes(),
        position.problems());
  }
}
