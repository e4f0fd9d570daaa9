package io.efsmigrator.app.job;

import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.DirectoryTree;
import java.io.IOException;

/**
 * Both trees, open as long as one step needs them: a later step must see what is mounted by then.
 *
 * @param xattrs which extended attributes there are to copy; the source is asked at each opening
 */
record Trees(DirectoryTree source, DirectoryTree target, XattrScope xattrs)
    implements
      AutoCloseable {

  static Trees open(CopyWork work) throws IOException {
    DirectoryTree source = DirectoryTree.open(work.source());
    DirectoryTree target;
    try {
      target = DirectoryTree.open(work.target());
    } catch (IOException e) {
      source.close();
      throw e;
    }
    Trees trees = new Trees(source, target, XattrScope.NOTHING);
    try {
      work.roots().check(trees);
      return switch (work.copy().xattrs()) {
        case OFF -> trees;
        case AUTO -> new Trees(source, target, XattrScope.of(source.root()));
      };
    } catch (IOException e) {
      trees.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      source.close();
    } finally {
      target.close();
    }
  }
}
