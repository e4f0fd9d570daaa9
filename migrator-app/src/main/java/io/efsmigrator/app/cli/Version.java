package io.efsmigrator.app.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar, and of the Java that runs it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[]{"efs-migrator " + (version == null ? "(not packaged)" : version),
      "Java " + Runtime.version()};
  }
}
