package io.efsmigrator.posix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process of its own for tests of what cannot be had in the process of the tests. */
final class PosixProgram {

  private PosixProgram() {}

  /** Does one thing in a directory and prints {@code ok}, or the error number's name. */
  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[1]);
    try (Directory directory = Directory.open(path)) {
      switch (arguments[0]) {
        case "sync-file-system" -> directory.syncFileSystem();
        case "write" -> write(directory);
        case "list" -> list(path.resolve("few"));
        case "close-and-stat" -> directory.openFile(Name.of("written")).closeAndStat();
        case "open-children" -> openChildren(path);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
      System.out.println("ok");
    } catch (PosixException e) {
      System.out.println(e.call() + " " + e.errno());
    }
  }

  private static void write(Directory directory) throws IOException {
    try (OpenFile file = directory.createFile(Name.of("written"), 0600)) {
      file.write(ByteBuffer.allocateDirect(100), 0);
      file.truncate(50);
      file.sync();
    }
  }

  private static void list(Path path) throws IOException {
    try (Directory directory = Directory.open(path)) {
      directory.list(_ -> {});
    }
  }

  private static void openChildren(Path path) throws IOException {
    List<Path> children;
    try (Stream<Path> listed = Files.list(path)) {
      children = listed.toList();
    }
    for (Path child : children) {
      Directory.open(child).close();
    }
  }
}
