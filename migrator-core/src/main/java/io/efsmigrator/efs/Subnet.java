package io.efsmigrator.efs;

/** One subnet, and how many addresses it has left; each mount target takes one. */
public record Subnet(SubnetId id, AvailabilityZone zone, int freeAddresses) {}
