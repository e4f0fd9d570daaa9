package io.efsmigrator.archive;

import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.Records;
import io.efsmigrator.manifest.SourceFailedException;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Set;

/** Why something is left as it is, in the words that problems are grouped by. */
final class Reasons {

  /** It has more than one name. */
  static final String HARD_LINK = "hard link";
  /** It is a link, fifo, socket or device. */
  static final String NO_FILE = "not a file";
  /** Its key would be too long. */
  static final String LONG_NAME = "name too long";
  /** It is larger than an upload can be. */
  static final String TOO_LARGE = "too large";
  /** It is not what it was when it was selected, or changed while it was read. */
  static final String IN_FLUX = "in flux";
  /** Something else has its key. */
  static final String TAKEN = "key taken";
  /** The store refuses it. */
  static final String REFUSED = "refused by store";
  /** The store does not prove that it has it. */
  static final String NOT_VERIFIED = "not verified";
  /** It cannot be read. */
  static final String UNREADABLE = "unreadable";

  /** Those that are nobody's mistake: an archive holds files of one name. */
  private static final Set<String> BY_DESIGN = Set.of(HARD_LINK, NO_FILE);

  private Reasons() {}

  static Problem because(RelativePath path, String kind, String detail) {
    return new Problem(path, kind, null, 1, detail);
  }

  /** The reason that an error of one entry is; one that the next entry would meet as well is thrown. */
  static Problem because(RelativePath path, PosixException e) throws SourceFailedException {
    if (SourceFailedException.isMeantBy(e)) {
      throw SourceFailedException.of(e);
    }
    if (isGone(e.errno())) {
      return new Problem(path, IN_FLUX, e.errno(), 1, "it is no longer where it was selected");
    }
    return new Problem(path, UNREADABLE, e.errno(), 1, String.valueOf(e.getMessage()));
  }

  /** The reason that a failure of the store is; one that is not of this object alone is thrown. */
  static Problem because(RelativePath path, StoreException e) throws StoreException {
    if (!e.isOfOneObject()) {
      throw e;
    }
    return because(path, e.kind() == StoreException.Kind.TAKEN ? TAKEN : REFUSED,
        String.valueOf(e.getMessage()));
  }

  /** Nothing of that name, or something on the way to it that is no directory, a link above all. */
  static boolean isGone(Errno errno) {
    return errno.equals(Errno.ENOENT) || errno.equals(Errno.ENOTDIR) || errno.equals(Errno.ELOOP)
        || errno.equals(Errno.ESTALE);
  }

  static boolean isByDesign(Problem problem) {
    return BY_DESIGN.contains(problem.kind());
  }

  static void write(DataOutputStream out, Problem problem) throws IOException {
    Errno errno = problem.errno();
    Records.writePath(out, problem.path());
    out.writeUTF(problem.kind());
    out.writeInt(errno == null ? 0 : errno.code());
    out.writeInt(problem.attempts());
    String detail = problem.detail();
    out.writeUTF(detail.length() > 1_000 ? detail.substring(0, 1_000) : detail);
  }

  static Problem read(DataInputStream in) throws IOException {
    RelativePath path = Records.readPath(in);
    String kind = in.readUTF();
    int errno = in.readInt();
    return new Problem(path, kind, errno == 0 ? null : Errno.of(errno), in.readInt(),
        in.readUTF());
  }
}
