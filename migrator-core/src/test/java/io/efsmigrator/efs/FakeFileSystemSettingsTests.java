package io.efsmigrator.efs;

class FakeFileSystemSettingsTests extends FileSystemSettingsContract {

  private final FakeFileSystems fileSystems = new FakeFileSystems();
  private final FakeFileSystemSettings settings = new FakeFileSystemSettings(fileSystems);

  @Override
  protected FileSystems fileSystems() {
    return fileSystems;
  }

  @Override
  protected FileSystemSettings settings() {
    return settings;
  }

  @Override
  protected AccessPoints accessPoints() {
    return settings;
  }

  @Override
  protected void settle() {
    fileSystems.settle();
    settings.settle();
  }
}
