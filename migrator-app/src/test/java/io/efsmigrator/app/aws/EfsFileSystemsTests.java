package io.efsmigrator.app.aws;

import io.efsmigrator.app.sandbox.endpoint.EfsNetwork;
import io.efsmigrator.app.sandbox.endpoint.RunningEndpoint;
import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.FileSystemsContract;
import io.efsmigrator.efs.Region;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.SubnetId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, held by the adapter against the sandbox's endpoint. */
class EfsFileSystemsTests extends FileSystemsContract {

  @TempDir
  private Path directory;
  private RunningEndpoint running;
  private EfsFileSystems fileSystems;

  @BeforeEach
  void connect() {
    running = new RunningEndpoint(directory);
    fileSystems = EfsFileSystems
        .connect(new AwsAccess.Endpoint(new Region("us-east-1"), running.endpoint.uri()));
  }

  @AfterEach
  void close() {
    fileSystems.close();
    running.close();
  }

  @Override
  protected FileSystems fileSystems() {
    return fileSystems;
  }

  @Override
  protected void settle() {
    running.settle();
  }

  @Override
  protected void advance(Duration time) {
    running.clock.advance(time);
  }

  @Override
  protected SubnetId subnet() {
    return new SubnetId(RunningEndpoint.SUBNET_A);
  }

  @Override
  protected AvailabilityZone zone() {
    return new AvailabilityZone("us-east-1a");
  }

  @Override
  protected SubnetId otherSubnet() {
    return new SubnetId(RunningEndpoint.SUBNET_B);
  }

  @Override
  protected AvailabilityZone otherZone() {
    return new AvailabilityZone("us-east-1b");
  }

  @Override
  protected SecurityGroupId securityGroup() {
    return new SecurityGroupId(EfsNetwork.CLUSTER_GROUP);
  }
}
