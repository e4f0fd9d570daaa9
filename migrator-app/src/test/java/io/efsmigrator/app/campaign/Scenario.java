package io.efsmigrator.app.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One migration that a campaign disturbs: how it is started, restarted, and judged. */
interface Scenario extends AutoCloseable {

  Path source();

  Path target();

  Path state();

  List<String> launch();

  List<String> restart();

  /** The longest time to let a run go on before it is killed. */
  int spanMillis();

  /** A file that was written when the source was whole; what changes later may be copied twice. */
  Path sourceWasWhole();

  /** What has to hold besides equal trees. */
  void checkEndState() throws Exception;

  @Override
  void close() throws IOException;
}
