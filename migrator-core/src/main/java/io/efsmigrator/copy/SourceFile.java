package io.efsmigrator.copy;

import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.LinkTarget;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import java.nio.ByteBuffer;

/** The reading side of a copy: every error of it is a {@link SourceReadException}. */
final class SourceFile implements XattrSource, AutoCloseable {

  private final OpenFile file;

  private SourceFile(OpenFile file) {
    this.file = file;
  }

  static SourceFile open(DirectoryTree source, RelativePath path) throws SourceReadException {
    try (DirectoryTree.Lease lease = source.directory(path.parent())) {
      return new SourceFile(lease.directory().openFile(path.name()));
    } catch (PosixException e) {
      throw new SourceReadException(e);
    }
  }

  static Stat stat(DirectoryTree source, RelativePath path) throws SourceReadException {
    try (DirectoryTree.Lease lease = source.directory(path.parent())) {
      return lease.directory().stat(path.name());
    } catch (PosixException e) {
      throw new SourceReadException(e);
    }
  }

  static LinkTarget readLink(DirectoryTree source, RelativePath path) throws SourceReadException {
    try (DirectoryTree.Lease lease = source.directory(path.parent())) {
      return lease.directory().readLink(path.name());
    } catch (PosixException e) {
      throw new SourceReadException(e);
    }
  }

  Stat stat() throws SourceReadException {
    try {
      return file.stat();
    } catch (PosixException e) {
      throw new SourceReadException(e);
    }
  }

  /** The server is asked, whatever the client remembers: a request more. */
  Stat statAtServer() throws SourceReadException {
    try {
      return file.statAtServer();
    } catch (PosixException e) {
      throw new SourceReadException(e);
    }
  }

  /** Ends the reading, and tells what the file is then. */
  Stat closeAndStat() throws SourceReadException {
    try {
      return file.closeAndStat();
    } catch (PosixException e) {
      throw new SourceReadException(e);
    }
  }

  @Override
  public <T> T ask(Question<T> question) throws SourceReadException {
    try {
      return question.ask(file.xattrs());
    } catch (PosixException e) {
      throw new SourceReadException(e);
    }
  }

  int read(ByteBuffer buffer, long offset) throws SourceReadException {
    try {
      return file.read(buffer, offset);
    } catch (PosixException e) {
      throw new SourceReadException(e);
    }
  }

  /** Where data begins at or after an offset, or the end if only a hole follows. */
  long nextData(long offset, long end) throws SourceReadException {
    try {
      return Math.min(file.nextData(offset).orElse(end), end);
    } catch (PosixException e) {
      throw new SourceReadException(e);
    }
  }

  /** Where the data at an offset ends, at the end of the file at the latest. */
  long nextHole(long offset, long end) throws SourceReadException {
    try {
      return Math.min(file.nextHole(offset), end);
    } catch (PosixException e) {
      throw new SourceReadException(e);
    }
  }

  @Override
  public void close() throws SourceReadException {
    try {
      file.close();
    } catch (PosixException e) {
      throw new SourceReadException(e);
    }
  }
}
