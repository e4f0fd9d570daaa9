package io.efsmigrator.app.aws;

import io.efsmigrator.archive.BucketName;
import io.efsmigrator.archive.MultipartUploads;
import io.efsmigrator.archive.NewObject;
import io.efsmigrator.archive.ObjectKey;
import io.efsmigrator.archive.ObjectStore;
import io.efsmigrator.archive.Part;
import io.efsmigrator.archive.StorageClass;
import io.efsmigrator.archive.StoreException;
import io.efsmigrator.archive.StoreException.Kind;
import io.efsmigrator.archive.StoredObject;
import io.efsmigrator.manifest.Sha256;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * A bucket over the AWS SDK. It has no call that deletes an object, and none that replaces one.
 *
 * <p>S3 checks each request's SHA-256 itself, keeps it, and answers it when it is asked with the
 * checksum mode; for an object of parts it keeps the hash of their hashes ({@code COMPOSITE}). An
 * {@code If-None-Match: *} makes it refuse what would replace an object.
 */
public final class S3ObjectStore implements ObjectStore, MultipartUploads, AutoCloseable {

  private static final String ANYTHING = "*";

  private final S3Client client;
  private final String bucket;
  private final String storageClass;

  private S3ObjectStore(S3Client client, BucketName bucket, StorageClass storageClass) {
    this.client = client;
    this.bucket = bucket.value();
    this.storageClass = storageClass.name();
  }

  /** Connects; nothing is asked yet. */
  public static S3ObjectStore connect(AwsAccess access, BucketName bucket,
      StorageClass storageClass) {
    return new S3ObjectStore(AwsClients.s3(access), bucket, storageClass);
  }

  @Override
  public void check() throws StoreException {
    // Not HeadBucket, which has the same permission and no words for what is wrong.
    S3Errors.translated("ListObjectsV2", bucket,
        () -> client.listObjectsV2(request -> request.bucket(bucket).maxKeys(1)));
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) throws StoreException {
    HeadObjectResponse found;
    try {
      found = S3Errors.translatedOr404("HeadObject", bucket, () -> client.headObject(
          request -> request.bucket(bucket).key(key.value()).checksumMode(ChecksumMode.ENABLED)));
    } catch (S3Errors.NotThere e) {
      return Optional.empty();
    }
    return Optional.of(new StoredObject(found.contentLength(),
        Optional.ofNullable(found.checksumSHA256()), found.metadata()));
  }

  @Override
  public void put(NewObject object, ByteBuffer content) throws StoreException {
    S3Errors.translated("PutObject", bucket,
        () -> client.putObject(
            request -> request.bucket(bucket).key(object.key().value()).ifNoneMatch(ANYTHING)
                .storageClass(storageClass).metadata(object.notes())
                .checksumSHA256(base64(object.sha256())),
            body(content)));
  }

  @Override
  public Upload begin(NewObject object) throws StoreException {
    return new Upload(object.key(), S3Errors.translated("CreateMultipartUpload", bucket,
        () -> client.createMultipartUpload(
            request -> request.bucket(bucket).key(object.key().value()).storageClass(storageClass)
                .metadata(object.notes()).checksumAlgorithm(ChecksumAlgorithm.SHA256)
                .checksumType(ChecksumType.COMPOSITE)))
        .uploadId());
  }

  @Override
  public Part send(Upload upload, int number, ByteBuffer content) throws StoreException {
    MessageDigest digest = Sha256.newDigest();
    digest.update(content.duplicate());
    Sha256 sha256 = Sha256.of(digest);
    String tag = S3Errors.translated("UploadPart", bucket,
        () -> client.uploadPart(
            request -> request.bucket(bucket).key(upload.key().value()).uploadId(upload.id())
                .partNumber(number).checksumSHA256(base64(sha256)),
            body(content)))
        .eTag();
    return new Part(number, content.remaining(), sha256, tag);
  }

  @Override
  public List<Part> parts(Upload upload) throws StoreException {
    List<Part> parts = new ArrayList<>();
    S3Errors.translated("ListParts", bucket, () -> {
      // 10,000 at most, a thousand a page.
      client.listPartsPaginator(request -> request.bucket(bucket).key(upload.key().value())
          .uploadId(upload.id())).parts().forEach(part -> {
            if (part.checksumSHA256() != null) {
              parts.add(new Part(part.partNumber(), part.size(),
                  Sha256.of(Base64.getDecoder().decode(part.checksumSHA256())), part.eTag()));
            }
          });
      return parts;
    });
    return parts;
  }

  @Override
  public void complete(Upload upload, List<Part> parts) throws StoreException {
    List<CompletedPart> all = parts.stream()
        .map(part -> CompletedPart.builder().partNumber(part.number()).eTag(part.tag())
            .checksumSHA256(base64(part.sha256())).build())
        .toList();
    S3Errors.translated("CompleteMultipartUpload", bucket,
        () -> client.completeMultipartUpload(
            request -> request.bucket(bucket).key(upload.key().value()).uploadId(upload.id())
                .ifNoneMatch(ANYTHING).multipartUpload(done -> done.parts(all))));
  }

  @Override
  public void abort(Upload upload) throws StoreException {
    try {
      S3Errors.translated("AbortMultipartUpload", bucket, () -> client.abortMultipartUpload(
          request -> request.bucket(bucket).key(upload.key().value()).uploadId(upload.id())));
    } catch (StoreException e) {
      if (e.kind() != Kind.NO_UPLOAD) {
        throw e;
      }
    }
  }

  @Override
  public void open(String keyPrefix, Consumer<Upload> uploads) throws StoreException {
    S3Errors.translated("ListMultipartUploads", bucket, () -> {
      client.listMultipartUploadsPaginator(request -> request.bucket(bucket).prefix(keyPrefix))
          .uploads()
          .forEach(found -> uploads.accept(
              new Upload(new ObjectKey(found.key()), found.uploadId())));
      return bucket;
    });
  }

  @Override
  public void close() {
    client.close();
  }

  /** Read from the start for each attempt. */
  private static RequestBody body(ByteBuffer content) {
    return RequestBody.fromContentProvider(() -> new BufferStream(content.duplicate()),
        content.remaining(), "application/octet-stream");
  }

  private static String base64(Sha256 sha256) {
    return Base64.getEncoder().encodeToString(sha256.bytes());
  }

  /** The bytes of a buffer, without a copy of it. */
  private static final class BufferStream extends InputStream {
    private final ByteBuffer bytes;

    private BufferStream(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      int count = Math.min(length, bytes.remaining());
      bytes.get(into, offset, count);
      return count == 0 ? -1 : count;
    }

    @Override
    public int available() {
      return bytes.remaining();
    }
  }
}
