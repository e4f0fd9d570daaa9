package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.stage.ReverseState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What is to be brought back, and when the two trees were equal.
 *
 * @param copy from the target to the source, in a folder of its own
 * @param wayThere folder of the passes of the way there
 * @param state asked before something is copied or left out
 */
public record ReverseWork(CopyWork copy, Path wayThere, Supplier<ReverseState> state) {

  /** Read when a step needs it. */
  @FunctionalInterface
  interface Proved {
    ProvedEqual read() throws IOException, StepFailedException;
  }

  ProvedEqual proved() throws IOException, StepFailedException {
    return ProvedEqual.read(wayThere);
  }
}
