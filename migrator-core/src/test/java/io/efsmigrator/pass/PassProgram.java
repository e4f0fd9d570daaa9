package io.efsmigrator.pass;

import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.TreeFailedException;
import io.efsmigrator.posix.CreationMask;
import java.io.IOException;
import java.nio.file.Path;

/** One pass as a process of its own: prints what became of each entry. */
final class PassProgram {

  private PassProgram() {}

  public static void main(String[] arguments) throws IOException {
    CreationMask.clear();
    PassRun run = new PassRun(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    try {
      run.run();
    } catch (TreeFailedException e) {
      System.out.println("failed: " + e.what());
    }
    for (LedgerEntry entry : run.copied) {
      System.out.println(entry.path() + " " + entry.outcome() + " " + entry.attempts());
    }
    for (Problem problem : run.problems) {
      System.out.println("problem: " + problem.path() + " " + problem.errno() + " "
          + problem.detail());
    }
  }
}
