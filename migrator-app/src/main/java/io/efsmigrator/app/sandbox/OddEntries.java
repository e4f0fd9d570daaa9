package io.efsmigrator.app.sandbox;

import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder {@code odd}: one of everything that has ever made a copy tool stumble.
 *
 * <p>Names with newlines, leading dashes and bytes that are no text; times before 1970 and after
 * 2038; links of all kinds; a hole; a fifo; modes that few files have.
 */
final class OddEntries {

  private static final Timestamp USUAL = new Timestamp(1_700_000_000L, 123_456_789);
  private static final int DEEP = 40;
  private static final long HOLE_BYTES = 8L << 20;

  private OddEntries() {}

  static void make(TreeWriter tree) throws PosixException {
    names(tree);
    timesAndModes(tree);
    links(tree);
    shapes(tree);
  }

  private static void names(TreeWriter tree) throws PosixException {
    List<Name> odd = new ArrayList<>();
    for (String text : List.of("two\nlines.wav", "-rf", "--delete", " leading space",
        "trailing space ", "tab\there", "back\\slash", "quote'and\"quote", "$(touch pwned)", "*",
        "~",
        "caf\u00e9.wav", "cafe\u0301.wav", "CASE", "case", "\u96fb\u8a71.wav", ".hidden", "...",
        "a".repeat(Name.MAX_BYTES))) {
      odd.add(Name.of(text));
    }
    odd.add(Name.of(new byte[]{'n', 'o', (byte) 0xff, (byte) 0xfe, 't', 'e', 'x', 't'}));
    odd.add(Name.of(new byte[]{1, 2, 0x7f, (byte) 0x80}));
    try (TreeWriter.Folder here = tree.folder(TreeGenerator.names("odd", "names"), 0755)) {
      for (Name name : odd) {
        file(here, name, "content of " + name, 0644, USUAL);
      }
    }
    try (TreeWriter.Folder here = tree.folder(List.of(Name.of("odd"),
        Name.of(new byte[]{'d', 'i', 'r', '\n', (byte) 0xe9})), 0755)) {
      file(here, Name.of("inside"), "inside", 0644, USUAL);
    }
  }

  private static void timesAndModes(TreeWriter tree) throws PosixException {
    try (TreeWriter.Folder here = tree.folder(TreeGenerator.names("odd", "times"), 0755)) {
      file(here, Name.of("before-1970"), "old", 0644, new Timestamp(-86_400L * 365, 1));
      file(here, Name.of("last-nano-of-1969"), "old", 0644, new Timestamp(-1, 999_999_999));
      file(here, Name.of("epoch"), "zero", 0644, Timestamp.EPOCH);
      file(here, Name.of("after-2038"), "new", 0644, new Timestamp(4_102_444_800L, 5));
      file(here, Name.of("one-nano"), "nano", 0644, new Timestamp(1_700_000_000L, 1));
    }
    try (TreeWriter.Folder here = tree.folder(TreeGenerator.names("odd", "modes"), 0755)) {
      for (int mode : new int[]{0000, 0200, 0400, 0444, 0777, 01644, 02755, 04755}) {
        file(here, Name.of("mode-" + Integer.toOctalString(mode)), "mode", mode, USUAL);
      }
    }
    tree.folder(TreeGenerator.names("odd", "read-only-folder"), 0555).close();
    tree.folder(TreeGenerator.names("odd", "sticky-folder"), 01777).close();
  }

  private static void links(TreeWriter tree) throws PosixException {
    try (TreeWriter.Folder here = tree.folder(TreeGenerator.names("odd", "links"), 0755)) {
      file(here, Name.of("first"), "three names, one file", 0640, USUAL);
      here.link(Name.of("first"), Name.of("second"));
      here.link(Name.of("first"), Name.of("third"));
      here.symlink("first", Name.of("relative"), USUAL);
      here.symlink("/nowhere/at/all", Name.of("dangling"), new Timestamp(1_600_000_000L, 42));
      here.symlink("self", Name.of("self"), USUAL);
      here.symlink("../names", Name.of("to-a-folder"), USUAL);
      here.symlink("/etc/hostname", Name.of("absolute"), USUAL);
      here.symlink("x/".repeat(2_000), Name.of("long"), USUAL);
    }
  }

  private static void shapes(TreeWriter tree) throws PosixException {
    try (TreeWriter.Folder here = tree.folder(TreeGenerator.names("odd", "shapes"), 0755)) {
      file(here, Name.of("empty"), "", 0644, USUAL);
      file(here, Name.of("one-byte"), "x", 0644, USUAL);
      here.sparse(Name.of("sparse"), "the end".getBytes(StandardCharsets.UTF_8), HOLE_BYTES,
          USUAL);
      here.fifo(Name.of("fifo"), USUAL);
    }
    tree.folder(TreeGenerator.names("odd", "empty-folder"), 0755).close();
    List<Name> deep = new ArrayList<>(TreeGenerator.names("odd", "deep"));
    for (int level = 0; level < DEEP; level++) {
      deep.add(Name.of("level-" + level));
    }
    try (TreeWriter.Folder here = tree.folder(deep, 0755)) {
      file(here, Name.of("bottom"), "deep down", 0644, USUAL);
    }
  }

  private static void file(TreeWriter.Folder folder, Name name, String content, int mode,
      Timestamp mtime) throws PosixException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    folder.file(name, bytes, 0, bytes.length, mode, mtime);
  }
}
