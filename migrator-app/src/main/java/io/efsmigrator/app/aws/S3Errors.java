package io.efsmigrator.app.aws;

import io.efsmigrator.archive.StoreException;
import io.efsmigrator.archive.StoreException.Kind;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns what the SDK throws for S3 into {@link StoreException}, by error code.
 *
 * <p>Only the answer to a HEAD has no body and therefore no code; there the status has to do. A HEAD of
 * an object that is missing and of one in a missing bucket look the same, so the bucket is asked for
 * by itself before anything is sent.
 */
final class S3Errors {

  private static final Set<String> CREDENTIALS = Set.of("ExpiredToken", "ExpiredTokenException",
      "TokenRefreshRequired", "InvalidToken", "InvalidAccessKeyId", "SignatureDoesNotMatch",
      "RequestTimeTooSkewed", "RequestExpired", "UnrecognizedClientException");
  private static final Set<String> DENIED = Set.of("AccessDenied", "AllAccessDisabled",
      "AccountProblem", "InvalidPayer", "NotSignedUp", "KMS.DisabledException",
      "KMS.AccessDeniedException");
  private static final Set<String> WRONG_REGION = Set.of("PermanentRedirect", "TemporaryRedirect",
      "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "Redirect",
      "InvalidLocationConstraint");
  private static final Set<String> THROTTLED = Set.of("SlowDown", "Throttling",
      "ThrottlingException", "RequestLimitExceeded", "TooManyRequests", "503 SlowDown");
  private static final Set<String> UNAVAILABLE = Set.of("InternalError", "ServiceUnavailable",
      "RequestTimeout", "OperationAborted", "ConditionalRequestConflict");
  private static final Set<String> DIGEST = Set.of("BadDigest", "XAmzContentSHA256Mismatch",
      "XAmzContentChecksumMismatch", "InvalidDigest", "IncompleteBody");

  private S3Errors() {}

  /** The object that was asked for is not there. */
  static final class NotThere extends Exception {
    private static final long serialVersionUID = 1;

    NotThere() {
      super("not there", null, false, false);
    }
  }

  /** Runs one call and lets only {@link StoreException} out. */
  static <T> T translated(String call, String bucket, Supplier<T> body) throws StoreException {
    try {
      return body.get();
    } catch (SdkException e) {
      throw translate(call, bucket, e);
    } catch (IllegalArgumentException e) {
      throw new StoreException(Kind.REFUSED,
          call + ": the answer was not understood: " + e.getMessage(), e);
    }
  }

  /** The same for a HEAD of an object. */
  static <T> T translatedOr404(String call, String bucket, Supplier<T> body)
      throws StoreException, NotThere {
    try {
      return body.get();
    } catch (SdkException e) {
      if (e instanceof AwsServiceException service && service.statusCode() == 404
          && !code(service).equals("NoSuchBucket")) {
        throw new NotThere();
      }
      throw translate(call, bucket, e);
    }
  }

  static StoreException translate(String call, String bucket, SdkException e) {
    Kind kind = kind(e);
    String said = e instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? code(service) + " " + service.awsErrorDetails().errorMessage()
        : String.valueOf(e.getMessage());
    String line = said.replaceAll("\\s+", " ").strip();
    return new StoreException(kind, what(kind, bucket) + " (" + call + ": "
        + (line.length() > 300 ? line.substring(0, 300) + "..." : line) + ")", e);
  }

  static Kind kind(SdkException thrown) {
    if (!(thrown instanceof AwsServiceException service)) {
      // The client's own: no credentials, no route, no answer in time.
      String message = String.valueOf(thrown.getMessage());
      return message.contains("Unable to load credentials") ? Kind.CREDENTIALS : Kind.UNAVAILABLE;
    }
    String code = code(service);
    if (CREDENTIALS.contains(code)) {
      return Kind.CREDENTIALS;
    }
    if (DENIED.contains(code)) {
      return Kind.DENIED;
    }
    if (WRONG_REGION.contains(code)) {
      return Kind.WRONG_REGION;
    }
    if (THROTTLED.contains(code)) {
      return Kind.THROTTLED;
    }
    if (UNAVAILABLE.contains(code)) {
      return Kind.UNAVAILABLE;
    }
    if (DIGEST.contains(code)) {
      return Kind.BAD_DIGEST;
    }
    // Some servers have no code of its own for it.
    if (String.valueOf(service.getMessage()).contains("x-amz-checksum")) {
      return Kind.BAD_DIGEST;
    }
    return switch (code) {
      case "NoSuchBucket" -> Kind.NO_BUCKET;
      case "NoSuchUpload" -> Kind.NO_UPLOAD;
      case "PreconditionFailed" -> Kind.TAKEN;
      default -> byStatus(service.statusCode(), code);
    };
  }

  /** For answers without a code that is known. */
  private static Kind byStatus(int status, String code) {
    return switch (status) {
      // The answer to a HEAD with an expired token, or one for another Region, is this and no more.
      case 400 -> code.isEmpty() ? Kind.CREDENTIALS : Kind.REFUSED;
      case 301, 307 -> Kind.WRONG_REGION;
      case 401, 403 -> Kind.DENIED;
      case 404 -> Kind.NO_BUCKET;
      case 412 -> Kind.TAKEN;
      case 429 -> Kind.THROTTLED;
      case 500, 502, 503, 504 -> Kind.UNAVAILABLE;
      default -> Kind.REFUSED;
    };
  }

  private static String what(Kind kind, String bucket) {
    return switch (kind) {
      case NO_BUCKET -> "There is no bucket " + bucket;
      case WRONG_REGION -> "The bucket " + bucket + " is in another Region";
      case DENIED -> "Access to the bucket " + bucket + " is denied";
      case CREDENTIALS -> "The AWS credentials are missing, wrong or expired";
      case THROTTLED -> "S3 asks to slow down, after several attempts";
      case UNAVAILABLE -> "S3 does not answer, after several attempts";
      case BAD_DIGEST -> "What S3 received is not what was sent, after several attempts";
      case TAKEN -> "There is an object of this key already";
      case NO_UPLOAD -> "The upload is over";
      case REFUSED -> "S3 refuses it";
    };
  }

  private static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }
}
