package io.efsmigrator.archive;

import java.io.Closeable;
import java.io.IOException;

/** A part of an archive, done in portions; each is durable when it returns. */
public interface ArchiveStep extends Closeable {

  /** Does the next portion; after the last one there is nothing to do, and that is said again. */
  ArchiveProgress next() throws IOException;
}
