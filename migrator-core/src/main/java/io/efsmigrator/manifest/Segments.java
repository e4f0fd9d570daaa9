package io.efsmigrator.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Numbered segment files of one folder: {@code 000001.avro}, {@code 000002.avro} and so on. */
final class Segments {

  private Segments() {}

  static Path file(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "%06d.avro", number));
  }

  /** How many segments there are; they are numbered from 1 without a gap. */
  static int count(Path folder) throws IOException {
    int count = 0;
    while (Files.exists(file(folder, count + 1))) {
      count++;
    }
    return count;
  }

  /** Removes all segments after this one, the last first, so that no gap is left by a crash. */
  static void removeAfter(Path folder, int number) throws IOException {
    int last = count(folder);
    for (int segment = last; segment > number; segment--) {
      Files.delete(file(folder, segment));
    }
    if (last > number) {
      DurableFile.syncFolder(folder);
    }
  }
}
