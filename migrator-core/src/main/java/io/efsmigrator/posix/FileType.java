package io.efsmigrator.posix;

/** What a directory entry is, as the {@code S_IFMT} bits of its mode say. */
public enum FileType {
  FILE, DIRECTORY, SYMLINK, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE
}
