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
import io.efsmigrator.posix.Xattrs;
import java.io.IOException;

/**
 * Sets owner, ACL, mode, extended attributes and modification time, in this order, and each only where
 * it differs: every call is a round trip.
 *
 * <p>The owner comes first because Linux takes set-id bits and capabilities away with it; the time
 * comes last because it is the mark that the entry is complete. {@link XattrCopy} says why ACLs and
 * other attributes stand where they do.
 */
final class Attributes {

  /** Set-user-id, set-group-id and sticky bit. */
  static final int SPECIAL_BITS = 07000;

  /** Something that has attributes. */
  interface Place {
    void setOwner(long uid, long gid) throws PosixException;

    void setMode(int mode) throws PosixException;

    void setTimes(Timestamp mtime) throws PosixException;

    Xattrs xattrs();
  }

  private final CopyGuard guard;

  Attributes(CopyGuard guard) {
    this.guard = guard;
  }

  /** Makes the attributes those wanted, but for what is refused. */
  void apply(Place place, Stat current, Metadata wanted, XattrCopy xattrs, Refused refused)
      throws IOException {
    owner(place, current, wanted, refused);
    xattrs.accessAcl(place);
    int mode = refused.allowed(wanted.mode());
    if (current.type() != FileType.SYMLINK) {
      boolean ownerChanged = current.uid() != wanted.uid() || current.gid() != wanted.gid();
      if (current.mode() != mode || (ownerChanged && (mode & SPECIAL_BITS) != 0)) {
        guard.check();
        place.setMode(mode);
      }
    }
    xattrs.others(place, mode);
    if (!current.mtime().equals(wanted.mtime())) {
      guard.check();
      place.setTimes(wanted.mtime());
    }
  }

  /** Sets the owner if it differs; whoever is not root may not, and that is an answer. */
  void owner(Place place, Stat current, Metadata wanted, Refused refused) throws IOException {
    if (current.uid() == wanted.uid() && current.gid() == wanted.gid()) {
      return;
    }
    guard.check();
    try {
      place.setOwner(wanted.uid(), wanted.gid());
    } catch (PosixException e) {
      // EINVAL: an id that the target (or a user namespace) does not know.
      if (!e.errno().equals(Errno.EPERM) && !e.errno().equals(Errno.EINVAL)) {
        throw e;
      }
      refused.owner(wanted, e.errno());
    }
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

      @Override
      public Xattrs xattrs() {
        return file.xattrs();
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

      @Override
      public Xattrs xattrs() {
        return directory.xattrs();
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

      @Override
      public Xattrs xattrs() {
        return directory.xattrs(name);
      }
    };
  }
}
