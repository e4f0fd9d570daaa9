package io.efsmigrator.cluster;

import java.util.Optional;

/** Which instance an Elastic IP belongs to at this moment; asked of EC2. */
public interface ElasticIps {

  /**
   * The instance that holds the address; empty if none does.
   *
   * @throws NodeException if that cannot be told, {@code UNREACHABLE} if asking again may help
   */
  Optional<ManagedInstanceId> holder(ElasticIp address);
}
