package io.efsmigrator.pass;

import java.io.IOException;

/** How the steps of a pass follow each other. */
enum Order {
  ONE_AFTER_THE_OTHER {
    @Override
    void run(PassRun pass) throws IOException {
      pass.run();
    }
  },
  COPY_BESIDE_THE_SCAN {
    @Override
    void run(PassRun pass) throws IOException {
      pass.runOverlapped();
    }
  };

  /** Runs the whole pass. */
  abstract void run(PassRun pass) throws IOException;
}
