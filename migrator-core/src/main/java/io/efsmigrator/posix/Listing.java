package io.efsmigrator.posix;

import java.util.List;
import java.util.function.Predicate;

/**
 * A directory opened to be read from its beginning, as its server knows it now.
 *
 * <p>A Linux NFS client revalidates a directory when it is opened, but not what is in it: while no name came
 * or went, it lists from its page cache and answers {@code stat} from attributes up to a minute old, so
 * that what another client appended meanwhile is not seen (measured on Linux 6.1, NFSv4.1: six of six
 * changes missed). With the cached listing dropped it asks by READDIRPLUS, which brings the attributes of all
 * entries along, and costs a request for some thousand of them.
 *
 * <p>For the first call only, though: for the next ones it brings names alone unless somebody asked for
 * attributes meanwhile, and each {@code stat} is then a LOOKUP of its own (17,662 of 20,000, measured). So a few
 * entries are asked for between two calls.
 */
public final class Listing implements AutoCloseable {

  private static final int DO_NOT_NEED = 4;
  /** The client wants more than eight (Linux 5.10 to 7.3); the same entry may be asked for again. */
  private static final int ASKED_BETWEEN = 16;

  private final Descriptor directory;

  /** Of a descriptor of its own: all users of one share its position. */
  Listing(Descriptor directory) throws PosixException {
    this.directory = directory;
    Calls.advise(directory.number(), DO_NOT_NEED, directory.subject());
  }

  /** What the directory itself was when it was opened. */
  public Stat stat() throws PosixException {
    return directory.stat();
  }

  /**
   * Hands over names, in the order of the file system, as long as they are wanted.
   *
   * <p>Any error is thrown, after names have been handed over: what was seen until then is not the
   * content of the directory, and nothing may be concluded from a name that was not seen.
   *
   * @return whether all were wanted: a listing that was broken off says nothing about other names
   */
  public boolean listWhile(Predicate<Name> wanted) throws PosixException {
    List<Name> batch = DirectoryEntries.next(directory);
    while (!batch.isEmpty()) {
      for (Name name : batch) {
        if (!wanted.test(name)) {
          return false;
        }
      }
      askForAttributes(batch);
      batch = DirectoryEntries.next(directory);
    }
    return true;
  }

  private void askForAttributes(List<Name> batch) {
    Scratch scratch = Scratch.mine();
    for (int i = 0; i < ASKED_BETWEEN; i++) {
      Name name = batch.get(i % batch.size());
      try {
        Calls.stat(directory.number(), scratch.first(name.raw()), scratch.statx, name);
      } catch (PosixException e) {
        // Only asked for the client's sake; whoever needs this entry asks again.
      }
    }
  }

  @Override
  public void close() throws PosixException {
    directory.close();
  }
}
