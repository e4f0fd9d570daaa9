package io.efsmigrator.copy;

import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.XattrName;
import io.efsmigrator.posix.Xattrs;
import java.util.Optional;
import java.util.SortedSet;

/** The extended attributes of an entry of the source; every error is a {@link SourceReadException}. */
interface XattrSource {

  /** Something asked of the attributes. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Xattrs xattrs) throws PosixException;
  }

  <T> T ask(Question<T> question) throws SourceReadException;

  default SortedSet<XattrName> names(XattrScope scope) throws SourceReadException {
    return ask(scope::names);
  }

  default Optional<byte[]> value(XattrName name) throws SourceReadException {
    return ask(xattrs -> xattrs.value(name));
  }

  /** Those of whatever is at this path when it is asked. */
  static XattrSource at(DirectoryTree source, RelativePath path) {
    return new XattrSource() {
      @Override
      public <T> T ask(Question<T> question) throws SourceReadException {
        RelativePath parent = path.isRoot() ? path : path.parent();
        try (DirectoryTree.Lease lease = source.directory(parent)) {
          Directory directory = lease.directory();
          return question.ask(
              path.isRoot() ? directory.xattrs() : directory.xattrs(path.name()));
        } catch (PosixException e) {
          throw new SourceReadException(e);
        }
      }
    };
  }
}
