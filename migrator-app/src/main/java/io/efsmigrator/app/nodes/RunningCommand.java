package io.efsmigrator.app.nodes;

import java.io.OutputStream;

/** A command at work, wherever it runs, as whoever attends to it sees it. */
interface RunningCommand {

  /** Whether it may still print or ask; whoever implements it touches the tap when that ends. */
  boolean isAlive();

  /** What it reads. */
  OutputStream input();
}
