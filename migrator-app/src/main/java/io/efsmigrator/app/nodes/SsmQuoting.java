package io.efsmigrator.app.nodes;

import java.util.List;
import java.util.stream.Collectors;

/** An argument vector as one line for {@code sh}, in which every argument stays what it is. */
final class SsmQuoting {

  private SsmQuoting() {}

  static String line(List<String> argv) {
    return argv.stream().map(SsmQuoting::quoted).collect(Collectors.joining(" "));
  }

  /**
   * In single quotes, where nothing means anything. No two braces stand side by side: Systems Manager
   * puts stored parameters in place of a <code>{{ssm:name}}</code> that it finds in a script.
   */
  private static String quoted(String argument) {
    return ShellLine.quoted(argument).replace("{", "{''");
  }
}
