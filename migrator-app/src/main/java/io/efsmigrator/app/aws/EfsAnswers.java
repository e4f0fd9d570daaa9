package io.efsmigrator.app.aws;

import io.efsmigrator.efs.AccessPoint;
import io.efsmigrator.efs.AccessPointId;
import io.efsmigrator.efs.AccessPointShape;
import io.efsmigrator.efs.AccessPointShape.Creation;
import io.efsmigrator.efs.AccessPointShape.PosixUser;
import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.CreationToken;
import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.MountTargetId;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.SubnetId;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.efs.ThroughputMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.efs.model.AccessPointDescription;
import software.amazon.awssdk.services.efs.model.FileSystemDescription;
import software.amazon.awssdk.services.efs.model.FileSystemSize;
import software.amazon.awssdk.services.efs.model.MountTargetDescription;
import software.amazon.awssdk.services.efs.model.RootDirectory;
import software.amazon.awssdk.services.efs.model.Tag;

/**
 * What EFS answers, in our words.
 *
 * <p>Modes and states are read as strings, because the SDK's enums turn a value they do not know
 * into one that has no name. An unknown state is {@code UNKNOWN}; an unknown mode is refused, for
 * nobody can tell what a copy onto it would be.
 */
final class EfsAnswers {

  private EfsAnswers() {}

  /** From the answer to any of describe, create and update: the SDK has a class for each. */
  static FileSystem fileSystem(SdkPojo answer) {
    FileSystemDescription description = answer instanceof FileSystemDescription described
        ? described
        : filled(FileSystemDescription.builder(), answer).build();
    return new FileSystem(new FileSystemId(required("FileSystemId", description.fileSystemId())),
        new CreationToken(required("CreationToken", description.creationToken())),
        state(description.lifeCycleStateAsString()),
        PerformanceMode
            .ofApiName(required("PerformanceMode", description.performanceModeAsString())),
        throughput(description), encryption(description),
        Optional.ofNullable(description.availabilityZoneName()).map(AvailabilityZone::new),
        size(description.sizeInBytes()), tags(description.tags()));
  }

  /** From the answer to describe or create. */
  static MountTarget mountTarget(SdkPojo answer) {
    MountTargetDescription description = answer instanceof MountTargetDescription described
        ? described
        : filled(MountTargetDescription.builder(), answer).build();
    String address = description.ipAddress();
    return new MountTarget(
        new MountTargetId(required("MountTargetId", description.mountTargetId())),
        new FileSystemId(required("FileSystemId", description.fileSystemId())),
        new SubnetId(required("SubnetId", description.subnetId())),
        new AvailabilityZone(
            required("AvailabilityZoneName", description.availabilityZoneName())),
        state(description.lifeCycleStateAsString()), address == null ? "" : address);
  }

  /** From the answer to describe or create. */
  static AccessPoint accessPoint(SdkPojo answer) {
    AccessPointDescription description = answer instanceof AccessPointDescription described
        ? described
        : filled(AccessPointDescription.builder(), answer).build();
    return new AccessPoint(
        new AccessPointId(required("AccessPointId", description.accessPointId())),
        new FileSystemId(required("FileSystemId", description.fileSystemId())),
        new CreationToken(required("ClientToken", description.clientToken())),
        state(description.lifeCycleStateAsString()), shape(description));
  }

  private static AccessPointShape shape(AccessPointDescription description) {
    Optional<PosixUser> user = Optional.ofNullable(description.posixUser())
        .map(as -> new PosixUser(as.uid(), as.gid(), as.secondaryGids()));
    RootDirectory root = description.rootDirectory();
    String path = root == null ? null : root.path();
    Optional<Creation> creation = Optional.ofNullable(root)
        .flatMap(directory -> Optional.ofNullable(directory.creationInfo()))
        .map(info -> new Creation(info.ownerUid(), info.ownerGid(), info.permissions()));
    return new AccessPointShape(path == null ? "/" : path, user, creation,
        tags(description.tags()));
  }

  /** The same fields by name: the SDK's own description of its classes does what a copy by hand would. */
  private static <B extends SdkPojo> B filled(B builder, SdkPojo answer) {
    var values = answer.sdkFields().stream()
        .filter(field -> field.getValueOrDefault(answer) != null)
        .collect(Collectors.toMap(SdkField::memberName, Function.identity()));
    for (SdkField<?> field : builder.sdkFields()) {
      SdkField<?> same = values.get(field.memberName());
      if (same != null) {
        field.set(builder, same.getValueOrDefault(answer));
      }
    }
    return builder;
  }

  private static LifeCycleState state(@Nullable String name) {
    return LifeCycleState.ofApiName(name == null ? "" : name);
  }

  private static Throughput throughput(FileSystemDescription description) {
    String name = description.throughputModeAsString();
    ThroughputMode mode = name == null ? ThroughputMode.BURSTING : ThroughputMode.ofApiName(name);
    Double mibps = description.provisionedThroughputInMibps();
    // EFS may go on naming the amount of an earlier mode.
    return new Throughput(mode,
        mode == ThroughputMode.PROVISIONED && mibps != null ? mibps : 0);
  }

  private static Encryption encryption(FileSystemDescription description) {
    return Boolean.TRUE.equals(description.encrypted())
        ? new Encryption.Kms(Optional.ofNullable(description.kmsKeyId()))
        : new Encryption.None();
  }

  private static long size(@Nullable FileSystemSize size) {
    Long bytes = size == null ? null : size.value();
    return bytes == null ? 0 : bytes;
  }

  private static Map<String, String> tags(List<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (_, last) -> last));
  }

  private static String required(String field, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }
}
