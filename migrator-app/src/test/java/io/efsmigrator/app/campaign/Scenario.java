package io.efsmigrator.app.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One migration that a campaign disturbs: how it is started, restarted, and judged. */
interface Scenario extends AutoCloseable {

  Path folder();

  Path source();

  Path target();

  Path state();

  List<String> launch();

  List<String> restart();

  /** The longest time to let a run go on before it is killed. */
  int spanMillis();

  Map<String, String> environment();

  /** What has to hold besides equal trees. */
  void checkEndState() throws Exception;

  @Override
  void close() throws IOException;
}
