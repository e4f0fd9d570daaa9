package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sandbox whose migration is led back: by processes, from a step of the way there. */
final class RollbackScenario implements AutoCloseable {

  private static final int RECORDINGS_AFTER_SWITCH = 40;

  private final Path dir;

  RollbackScenario(Path dir, int files, long seed) throws IOException {
    this.dir = dir;
    Sandbox.create(dir, new SandboxOptions(files, seed, null, SandboxOptions.Writers.SILENT))
        .close();
    // The Primary goes on recording on the target, also while it is copied back.
    Files.writeString(dir.resolve("nodes/node-a/state/recordings-after-switch"),
        RECORDINGS_AFTER_SWITCH + "\n");
  }

  List<String> launchUntil(String step) {
    return List.of("launch", "--yes", "-c", file(), "--until", step);
  }

  List<String> rollback() throws IOException {
    Matcher id = Pattern.compile("\\b(fs-[0-9a-f]+)\\t.*/target\\R")
        .matcher(Files.readString(dir.resolve("mounts")));
    assertThat(id.find()).as("a target is mounted").isTrue();
    return List.of("rollback", "-c", file(), "--confirm", id.group(1));
  }

  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("-c", file()));
    return command;
  }

  boolean usesTarget() throws IOException {
    return !node("node-a", "endpoint").equals(node("node-a", "first-endpoint"));
  }

  /** What the Primary does on the target: all that a copy back could miss. */
  void changeTheTarget() throws IOException {
    Path target = dir.resolve("target");
    List<Path> files = regularFiles(target);
    Files.writeString(target.resolve("made-on-the-target"), "only here");
    Files.createLink(target.resolve("linked-on-the-target"), files.get(0));
    Files.createSymbolicLink(target.resolve("led-on-the-target"), Path.of("nowhere"));
    Path folder = Files.createDirectories(target.resolve("folder/deep"));
    Files.writeString(folder.resolve("recording"), "also only here");
    Files.delete(files.get(1));
    Files.move(files.get(2), folder.resolve("moved"));
    Files.writeString(files.get(3), "longer than before", java.nio.file.StandardOpenOption.APPEND);
    // Behind the same size and time: only its ctime tells.
    byte[] content = Files.readAllBytes(files.get(4));
    FileTime time = Files.getLastModifiedTime(files.get(4));
    content[0] ^= 1;
    Files.write(files.get(4), content);
    Files.setLastModifiedTime(files.get(4), time);
  }

  /** The end of every rollback. */
  void checkReturned(String where) throws IOException {
    assertThat(differences(FileTree.read(dir.resolve("source")), FileTree.read(target())))
        .as(where).isEmpty();
    checkNodes(where);
  }

  void checkNodes(String where) throws IOException {
    assertThat(node("node-a", "endpoint")).as(where).isEqualTo(node("node-a", "first-endpoint"));
    assertThat(node("node-b", "endpoint")).as(where).isEqualTo(node("node-a", "first-endpoint"));
    assertThat(node("node-a", "agent")).as(where).isEqualTo("running\n");
    assertThat(node("node-b", "agent")).as(where).isEqualTo("running\n");
    assertThat(Files.readString(dir.resolve("nodes/mode"))).as(where).isEqualTo("Normal\n");
    assertThat(dir.resolve("source/.efs-migrator")).as(where).doesNotExist();
    assertThat(Files.readString(dir.resolve("nodes/node-a/commands.log"))).as(where)
        .doesNotContain("ANSWER yes");
  }

  FileTree source() throws IOException {
    return FileTree.read(dir.resolve("source"));
  }

  /** Only what differs: two whole trees would hide it. */
  static List<String> differences(FileTree one, FileTree other) {
    List<String> first = one.toString().lines().toList();
    List<String> second = other.toString().lines().toList();
    List<String> lines = new ArrayList<>();
    first.stream().filter(line -> !second.contains(line)).limit(10)
        .forEach(line -> lines.add("source " + line));
    second.stream().filter(line -> !first.contains(line)).limit(10)
        .forEach(line -> lines.add("target " + line));
    if (lines.isEmpty() && !one.equals(other)) {
      lines.add("the trees differ");
    }
    return lines;
  }

  private Path target() {
    return dir.resolve("target");
  }

  /** Five that lie still: where the Primary records, names vanish while somebody walks there. */
  private static List<Path> regularFiles(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(root.resolve("recordings"), new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
        return folder.endsWith("live") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
        if (is.isRegularFile() && is.size() > 0) {
          found.add(file);
        }
        return FileVisitResult.CONTINUE;
      }
    });
    return found.stream().sorted().limit(5).toList();
  }

  private String node(String name, String key) throws IOException {
    return Files.readString(dir.resolve("nodes").resolve(name).resolve("state").resolve(key));
  }

  private String file() {
    return dir.resolve("migration.yaml").toString();
  }

  @Override
  public void close() throws IOException {
    try (Sandbox sandbox = Sandbox.open(dir)) {
      sandbox.stopAgents();
    }
  }
}
