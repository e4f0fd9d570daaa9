package io.efsmigrator.app.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/** A file of H2 that tells whether it was last written or forced to the disk. */
public final class WatchedFile extends FileBase {

  /** What is done to a file, as far as a power cut asks for it. */
  enum Done {
    WRITTEN, FORCED
  }

  /** The scheme {@code watched:} in a URL of H2, which makes further instances by reflection. */
  public static final class Scheme extends FilePathWrapper {

    private volatile @Nullable Done last;

    /** What was last done to any of its files. */
    @Nullable
    Done last() {
      return last;
    }

    @Override
    public String getScheme() {
      return "watched";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
      return new WatchedFile(getBase().open(mode));
    }
  }

  /** All of its instances tell this one. */
  static final Scheme SCHEME = new Scheme();

  private final FileChannel file;

  private WatchedFile(FileChannel file) {
    this.file = file;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int written = file.write(from);
    SCHEME.last = Done.WRITTEN;
    return written;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    file.force(metaData);
    SCHEME.last = Done.FORCED;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return file.read(into);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    file.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    file.truncate(size);
    return this;
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}
