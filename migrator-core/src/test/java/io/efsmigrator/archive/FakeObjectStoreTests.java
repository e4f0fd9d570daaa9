package io.efsmigrator.archive;

/** The fake holds to the same contract as the adapter. */
class FakeObjectStoreTests extends ObjectStoreContract {

  private final FakeObjectStore store = new FakeObjectStore(true);

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
    return new FakeObjectStore(false);
  }

  @Override
  protected ObjectKey key(String name) {
    return new ObjectKey(name);
  }
}
