package io.efsmigrator.app.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this repository that tell people what to type. */
public final class Documents {

  /** The folder of the checkout. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Set<String> NO_SOURCES = Set.of("target", ".git");
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```([^\\n]*)\\n(.*?)^ *```$");

  /** What stands between two fences, and what the first of them calls it. */
  public record Block(Path document, String kind, String text) {}

  private Documents() {}

  /** Every Markdown file. */
  public static List<Path> markdown() throws IOException {
    return files(".md");
  }

  /** Every file of the repository with such an ending, built ones and those of tests left out. */
  static List<Path> files(String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    collect(ROOT, ending, found);
    return found;
  }

  private static void collect(Path folder, String ending, List<Path> found) throws IOException {
    try (Stream<Path> names = Files.list(folder)) {
      for (Path path : names.sorted().toList()) {
        String name = path.getFileName().toString();
        if (Files.isDirectory(path)) {
          if (!NO_SOURCES.contains(name) && !path.endsWith("src/test")) {
            collect(path, ending, found);
          }
        } else if (name.endsWith(ending)) {
          found.add(path);
        }
      }
    }
  }

  /** The blocks of all Markdown files, in order. */
  public static List<Block> blocks() throws IOException {
    return markdown().stream().flatMap(document -> FENCE.matcher(read(document)).results().map(
        found -> new Block(document, found.group(1).strip(), found.group(2)))).toList();
  }

  /** The text of a Markdown file without its blocks. */
  static String prose(Path document) {
    return FENCE.matcher(read(document)).replaceAll("");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
