package io.efsmigrator.app.aws;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.EfsException.Kind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.efs.model.AccessPointAlreadyExistsException;
import software.amazon.awssdk.services.efs.model.AccessPointLimitExceededException;
import software.amazon.awssdk.services.efs.model.AccessPointNotFoundException;
import software.amazon.awssdk.services.efs.model.AvailabilityZonesMismatchException;
import software.amazon.awssdk.services.efs.model.BadRequestException;
import software.amazon.awssdk.services.efs.model.ConflictException;
import software.amazon.awssdk.services.efs.model.DependencyTimeoutException;
import software.amazon.awssdk.services.efs.model.FileSystemAlreadyExistsException;
import software.amazon.awssdk.services.efs.model.FileSystemInUseException;
import software.amazon.awssdk.services.efs.model.FileSystemLimitExceededException;
import software.amazon.awssdk.services.efs.model.FileSystemNotFoundException;
import software.amazon.awssdk.services.efs.model.IncorrectFileSystemLifeCycleStateException;
import software.amazon.awssdk.services.efs.model.IncorrectMountTargetStateException;
import software.amazon.awssdk.services.efs.model.InsufficientThroughputCapacityException;
import software.amazon.awssdk.services.efs.model.InternalServerErrorException;
import software.amazon.awssdk.services.efs.model.InvalidPolicyException;
import software.amazon.awssdk.services.efs.model.IpAddressInUseException;
import software.amazon.awssdk.services.efs.model.MountTargetConflictException;
import software.amazon.awssdk.services.efs.model.MountTargetNotFoundException;
import software.amazon.awssdk.services.efs.model.NetworkInterfaceLimitExceededException;
import software.amazon.awssdk.services.efs.model.NoFreeAddressesInSubnetException;
import software.amazon.awssdk.services.efs.model.PolicyNotFoundException;
import software.amazon.awssdk.services.efs.model.ReplicationAlreadyExistsException;
import software.amazon.awssdk.services.efs.model.ReplicationNotFoundException;
import software.amazon.awssdk.services.efs.model.SecurityGroupLimitExceededException;
import software.amazon.awssdk.services.efs.model.SecurityGroupNotFoundException;
import software.amazon.awssdk.services.efs.model.SubnetNotFoundException;
import software.amazon.awssdk.services.efs.model.ThrottlingException;
import software.amazon.awssdk.services.efs.model.ThroughputLimitExceededException;
import software.amazon.awssdk.services.efs.model.TooManyRequestsException;
import software.amazon.awssdk.services.efs.model.UnsupportedAvailabilityZoneException;
import software.amazon.awssdk.services.efs.model.ValidationException;

/**
 * Turns what the SDK throws into {@link EfsException}, by class and error code.
 *
 * <p>Never by HTTP status: 429 is both throttling and the 24-hour rule, and emulators disagree with
 * AWS about the rest.
 */
final class EfsErrors {

  private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException",
      "UnauthorizedException", "UnrecognizedClientException", "InvalidClientTokenId",
      "InvalidSignatureException", "SignatureDoesNotMatch", "ExpiredToken",
      "ExpiredTokenException", "IncompleteSignature", "MissingAuthenticationTokenException",
      "OptInRequired", "NotAuthorized",
      "UnauthorizedOperation", "AuthFailure");
  private static final Set<String> THROTTLED = Set.of("Throttling", "ThrottlingException",
      "ThrottledException",
      "RequestLimitExceeded", "RequestThrottled", "SlowDown", "PriorRequestNotComplete");
  /**
   * EFS hands on what KMS said about a key, under KMS's own codes; a file system ordered with the key
   * of another account was refused with {@code NotFoundException} (aws/aws-cdk issue 7641).
   */
  private static final Set<String> KEY = Set.of("NotFoundException", "DisabledException",
      "InvalidArnException", "InvalidKeyUsageException", "InvalidGrantTokenException",
      "KeyUnavailableException");
  private static final String OF_KMS = "KMS";
  /** EC2 has no classes for its errors. */
  private static final Set<String> ABSENT = Set.of("InvalidSubnetID.NotFound",
      "InvalidVpcID.NotFound", "InvalidGroup.NotFound");
  private static final Set<String> UNAVAILABLE = Set.of("ServiceUnavailable",
      "ServiceUnavailableException", "Unavailable", "InternalFailure",
      "InternalServerException", "InternalServiceFault", "InternalError", "RequestTimeout",
      "RequestTimeoutException");
  private static final Pattern WAIT_UNTIL = Pattern.compile(
      "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2})(?:\\.\\d+)? ?(?:UTC|GMT|Z)");
  private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss",
      Locale.ROOT);

  private EfsErrors() {}

  /** Runs one call and lets only {@link EfsException} out. */
  static <T> T translated(String call, Supplier<T> body) {
    try {
      return body.get();
    } catch (SdkException e) {
      throw translate(call, e);
    } catch (IllegalArgumentException e) {
      // An id or a mode in the answer that has no such shape: not to be guessed at.
      throw new EfsException(Kind.BAD_REQUEST,
          call + ": the answer was not understood: " + e.getMessage(), e);
    }
  }

  static EfsException translate(String call, SdkException e) {
    Kind kind = kind(e);
    String message = call + ": " + text(e);
    return kind == Kind.TOO_EARLY
        ? new EfsException(kind, message, waitUntil(message))
        : new EfsException(kind, message, e);
  }

  static Kind kind(SdkException thrown) {
    return switch (thrown) {
      case TooManyRequestsException _ -> Kind.TOO_EARLY;
      case ThrottlingException _ -> Kind.THROTTLED;
      case InsufficientThroughputCapacityException _ -> Kind.NO_CAPACITY;
      case InternalServerErrorException _ -> Kind.UNAVAILABLE;
      case DependencyTimeoutException _ -> Kind.UNAVAILABLE;
      case FileSystemAlreadyExistsException _ -> Kind.ALREADY_EXISTS;
      case AccessPointAlreadyExistsException _ -> Kind.ALREADY_EXISTS;
      case MountTargetConflictException _ -> Kind.ALREADY_EXISTS;
      case ReplicationAlreadyExistsException _ -> Kind.ALREADY_EXISTS;
      case IncorrectFileSystemLifeCycleStateException _ -> Kind.WRONG_STATE;
      case IncorrectMountTargetStateException _ -> Kind.WRONG_STATE;
      case FileSystemInUseException _ -> Kind.WRONG_STATE;
      case ConflictException _ -> Kind.WRONG_STATE;
      case FileSystemNotFoundException _ -> Kind.NOT_FOUND;
      case AccessPointNotFoundException _ -> Kind.NOT_FOUND;
      case PolicyNotFoundException _ -> Kind.NOT_FOUND;
      case ReplicationNotFoundException _ -> Kind.NOT_FOUND;
      case MountTargetNotFoundException _ -> Kind.NOT_FOUND;
      case SubnetNotFoundException _ -> Kind.NOT_FOUND;
      case SecurityGroupNotFoundException _ -> Kind.NOT_FOUND;
      case NoFreeAddressesInSubnetException _ -> Kind.NO_FREE_ADDRESS;
      case NetworkInterfaceLimitExceededException _ -> Kind.LIMIT_EXCEEDED;
      // No order of ours names an address: EFS chose one that was taken meanwhile, and may choose again.
      case IpAddressInUseException _ -> Kind.WRONG_STATE;
      case FileSystemLimitExceededException _ -> Kind.LIMIT_EXCEEDED;
      case AccessPointLimitExceededException _ -> Kind.LIMIT_EXCEEDED;
      case SecurityGroupLimitExceededException _ -> Kind.LIMIT_EXCEEDED;
      case ThroughputLimitExceededException _ -> Kind.LIMIT_EXCEEDED;
      case UnsupportedAvailabilityZoneException _ -> Kind.UNSUPPORTED_ZONE;
      case AvailabilityZonesMismatchException _ -> Kind.UNSUPPORTED_ZONE;
      case BadRequestException _ -> Kind.BAD_REQUEST;
      case ValidationException _ -> Kind.BAD_REQUEST;
      case InvalidPolicyException _ -> Kind.BAD_REQUEST;
      case AwsServiceException service -> byCode(code(service));
      // The client's own: no credentials, no route, no answer in time.
      default -> isCredentials(thrown) ? Kind.ACCESS_DENIED : Kind.UNAVAILABLE;
    };
  }

  private static Kind byCode(String code) {
    if (DENIED.contains(code)) {
      return Kind.ACCESS_DENIED;
    }
    if (THROTTLED.contains(code)) {
      return Kind.THROTTLED;
    }
    if (ABSENT.contains(code)) {
      return Kind.NOT_FOUND;
    }
    if (KEY.contains(code) || code.startsWith(OF_KMS)) {
      return Kind.KEY_UNUSABLE;
    }
    // An answer without any code comes from a proxy or a half-dead server, not from EFS.
    return code.isEmpty() || UNAVAILABLE.contains(code) ? Kind.UNAVAILABLE : Kind.BAD_REQUEST;
  }

  private static boolean isCredentials(SdkException e) {
    String message = e.getMessage();
    return message != null && message.contains("Unable to load credentials");
  }

  private static String text(SdkException e) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      String said = service.awsErrorDetails().errorMessage();
      return code(service) + ": " + (said == null ? "no message" : oneLine(said));
    }
    return oneLine(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }

  private static String code(AwsServiceException e) {
    @Nullable
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() > 500 ? line.substring(0, 500) + "..." : line;
  }

  /** The time in "Wait until 2026-11-24 06:50:00 UTC", if there is one. */
  static Optional<Instant> waitUntil(String message) {
    Matcher matcher = WAIT_UNTIL.matcher(message);
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(matcher.group(1) + " " + matcher.group(2), UTC)
          .toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
