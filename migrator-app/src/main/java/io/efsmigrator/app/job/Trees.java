package io.efsmigrator.app.job;

import io.efsmigrator.posix.DirectoryTree;
import java.io.IOException;

/**
 * Both trees, open as long as one step needs them: a later step must see what is mounted by then.
 */
record Trees(DirectoryTree source, DirectoryTree target) implements AutoCloseable {

  static Trees open(CopyWork work) throws IOException {
    DirectoryTree source = DirectoryTree.open(work.source());
    DirectoryTree target;
    try {
      target = DirectoryTree.open(work.target());
    } catch (IOException e) {
      source.close();
      throw e;
    }
    Trees trees = new Trees(source, target);
    try {
      work.roots().check(trees);
      return trees;
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
