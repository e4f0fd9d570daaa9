package io.efsmigrator.app.aws;

import io.efsmigrator.archive.BucketName;
import io.efsmigrator.archive.MultipartUploads;
import io.efsmigrator.archive.ObjectKey;
import io.efsmigrator.archive.ObjectStore;
import io.efsmigrator.archive.ObjectStoreContract;
import io.efsmigrator.archive.StorageClass;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The adapter, held to the contract against a server of its own. */
class S3ObjectStoreTests extends ObjectStoreContract {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final int number = NUMBER.incrementAndGet();
  private S3ObjectStore store;
  private S3ObjectStore elsewhere;

  @BeforeEach
  void connect() throws IOException {
    AwsAccess access = S3Server.shared().access();
    store = S3ObjectStore.connect(access, new BucketName(S3Server.BUCKET),
        StorageClass.STANDARD_IA);
    elsewhere = S3ObjectStore.connect(access, new BucketName("nobody"), StorageClass.STANDARD);
  }

  @AfterEach
  void disconnect() {
    store.close();
    elsewhere.close();
  }

  @Override
  protected ObjectStore objects() {
    return store;
  }

  @Override
  protected MultipartUploads uploads() {
    return store;
  }

  @Override
  protected ObjectStore elsewhere() {
    return elsewhere;
  }

  @Override
  protected ObjectKey key(String name) {
    return new ObjectKey("contract-" + number + "/" + name);
  }
}
