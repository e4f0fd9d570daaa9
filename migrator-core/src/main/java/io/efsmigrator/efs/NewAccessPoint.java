package io.efsmigrator.efs;

/** An order for an access point; the client token makes repeating it harmless. */
public record NewAccessPoint(FileSystemId fileSystem, CreationToken clientToken,
    AccessPointShape shape) {}
