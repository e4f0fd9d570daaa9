package io.efsmigrator.app.aws;

import io.efsmigrator.app.sandbox.endpoint.EfsNetwork;
import io.efsmigrator.app.sandbox.endpoint.RunningEndpoint;
import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.MountNetwork;
import io.efsmigrator.efs.MountNetworkContract;
import io.efsmigrator.efs.Region;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.Subnet;
import io.efsmigrator.efs.SubnetId;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, held by the adapter against the sandbox's endpoint, which plays EC2 as well. */
class AwsMountNetworkTests extends MountNetworkContract {

  @TempDir
  private Path directory;
  private RunningEndpoint running;
  private EfsFileSystems fileSystems;
  private AwsMountNetwork network;

  @BeforeEach
  void connect() {
    running = new RunningEndpoint(directory);
    AwsAccess access = new AwsAccess.Endpoint(new Region("us-east-1"), running.endpoint.uri());
    fileSystems = EfsFileSystems.connect(access);
    network = AwsMountNetwork.connect(access);
  }

  @AfterEach
  void close() {
    network.close();
    fileSystems.close();
    running.close();
  }

  @Override
  protected FileSystems fileSystems() {
    return fileSystems;
  }

  @Override
  protected MountNetwork network() {
    return network;
  }

  @Override
  protected void settle() {
    running.settle();
  }

  @Override
  protected Subnet subnet() {
    return new Subnet(new SubnetId(RunningEndpoint.SUBNET_A), new AvailabilityZone("us-east-1a"),
        200);
  }

  @Override
  protected SubnetId beside() {
    return new SubnetId("subnet-0c00000000000000c");
  }

  @Override
  protected SecurityGroupId group() {
    return new SecurityGroupId(EfsNetwork.CLUSTER_GROUP);
  }
}
