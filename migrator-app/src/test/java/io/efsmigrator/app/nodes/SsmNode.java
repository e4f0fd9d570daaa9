package io.efsmigrator.app.nodes;

import io.efsmigrator.app.aws.AwsAccess;
import io.efsmigrator.app.aws.SsmRunCommands;
import io.efsmigrator.app.sandbox.endpoint.EfsEndpoint;
import io.efsmigrator.app.sandbox.endpoint.RunningEndpoint;
import io.efsmigrator.cluster.ManagedInstanceId;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.efs.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A node that is a directory, behind a Systems Manager that is played, and the real SDK's way to it. */
final class SsmNode implements AutoCloseable {

  static final ManagedInstanceId ID = new ManagedInstanceId("i-0123456789abcdef0");

  final RunningEndpoint running;
  final SsmRunCommands ssm;
  final Path directory;

  SsmNode(Path temporary) {
    running = new RunningEndpoint(temporary.resolve("aws"));
    try {
      directory = Files.createDirectories(temporary.resolve("node"));
      running.endpoint.provideInstance(ID.value(), directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ssm = SsmRunCommands
        .connect(new AwsAccess.Endpoint(new Region("us-east-1"), running.endpoint.uri()));
  }

  EfsEndpoint endpoint() {
    return running.endpoint;
  }

  NodeChannel channel() {
    return new SsmChannel(ssm, ID, directory.resolve("ssm"), "");
  }

  @Override
  public void close() {
    ssm.close();
    running.close();
  }
}
