package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sets owner, mode and modification time, in this order, and each only where it differs: every call
 * is a round trip.
 *
 * <p>The owner comes first because Linux takes set-id bits away with it; the time comes last because
 * it is the mark that the entry is complete.
 */
final class Attributes {

  /** Set-user-id, set-group-id and sticky bit. */
  static final int SPECIAL_BITS = 07000;
  private static final int SET_ID_BITS = 06000;

  /** Something that has attributes. */
  interface Place {
    void setOwner(long uid, long gid) throws PosixException;

    void setMode(int mode) throws PosixException;

    void setTimes(Timestamp mtime) throws PosixException;
  }

  private final CopyGuard guard;

  Attributes(CopyGuard guard) {
    this.guard = guard;
  }

  /**
   * Makes the attributes those wanted.
   *
   * @return the error if the owner may not be set, else null
   */
  @Nullable
  Errno apply(Place place, Stat current, Metadata wanted) throws IOException {
    Errno ownerError = owner(place, current, wanted);
    if (current.type() != FileType.SYMLINK) {
      int mode = allowedMode(wanted, ownerError);
      boolean ownerChanged = current.uid() != wanted.uid() || current.gid() != wanted.gid();
      if (current.mode() != mode || (ownerChanged && (mode & SPECIAL_BITS) != 0)) {
        guard.check();
        place.setMode(mode);
      }
    }
    if (!current.mtime().equals(wanted.mtime())) {
      guard.check();
      place.setTimes(wanted.mtime());
    }
    return ownerError;
  }

  /** Sets the owner if it differs; whoever is not root may not, and that is an answer. */
  @Nullable
  Errno owner(Place place, Stat current, Metadata wanted) throws IOException {
    if (current.uid() == wanted.uid() && current.gid() == wanted.gid()) {
      return null;
    }
    guard.check();
    try {
      place.setOwner(wanted.uid(), wanted.gid());
      return null;
    } catch (PosixException e) {
      // EINVAL: an id that the target (or a user namespace) does not know.
      if (e.errno().equals(Errno.EPERM) || e.errno().equals(Errno.EINVAL)) {
        return e.errno();
      }
      throw e;
    }
  }

  /** A set-id bit under another owner than in the source would hand out the wrong rights. */
  static int allowedMode(Metadata wanted, @Nullable Errno ownerError) {
    return ownerError == null ? wanted.mode() : wanted.mode() & ~SET_ID_BITS;
  }

  /** What an operator reads about an owner that could not be set; empty if it could. */
  static String detail(Metadata wanted, @Nullable Errno ownerError) {
    if (ownerError == null) {
      return "";
    }
    return "owner %d:%d cannot be set: %s".formatted(wanted.uid(), wanted.gid(),
        ownerError.text());
  }

  static Place on(OpenFile file) {
    return new Place() {
      @Override
      public void setOwner(long uid, long gid) throws PosixException {
        file.setOwner(uid, gid);
      }

      @Override
      public void setMode(int mode) throws PosixException {
        file.setMode(mode);
      }

      @Override
      public void setTimes(Timestamp mtime) throws PosixException {
        file.setTimes(mtime);
      }
    };
  }

  static Place on(Directory directory) {
    return new Place() {
      @Override
      public void setOwner(long uid, long gid) throws PosixException {
        directory.setOwner(uid, gid);
      }

      @Override
      public void setMode(int mode) throws PosixException {
        directory.setMode(mode);
      }

      @Override
      public void setTimes(Timestamp mtime) throws PosixException {
        directory.setTimes(mtime);
      }
    };
  }

  static Place on(Directory directory, Name name) {
    return new Place() {
      @Override
      public void setOwner(long uid, long gid) throws PosixException {
        directory.setOwner(name, uid, gid);
      }

      @Override
      public void setMode(int mode) throws PosixException {
        directory.setMode(name, mode);
      }

      @Override
      public void setTimes(Timestamp mtime) throws PosixException {
        directory.setTimes(name, mtime);
      }
    };
  }
}
