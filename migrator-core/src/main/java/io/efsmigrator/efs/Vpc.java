package io.efsmigrator.efs;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The network in which the mount targets of a file system stand: EFS allows only one.
 *
 * @param defaultGroup the group that everything gets which names none; the guide removes it
 * @param subnets all of them, in every zone
 */
public record Vpc(String id, Optional<SecurityGroupId> defaultGroup, List<Subnet> subnets) {

  public Vpc {
    subnets = List.copyOf(subnets);
  }

  /** Whether that subnet is one of this network's. */
  public boolean holds(SubnetId subnet) {
    return subnets.stream().anyMatch(known -> known.id().equals(subnet));
  }

  /** The subnets of a zone that have an address left, those with the most first. */
  public List<Subnet> withRoom(AvailabilityZone zone) {
    return subnets.stream()
        .filter(subnet -> subnet.zone().equals(zone) && subnet.freeAddresses() > 0)
        .sorted(Comparator.comparingInt(Subnet::freeAddresses).reversed()
            .thenComparing(Subnet::id))
        .toList();
  }
}
