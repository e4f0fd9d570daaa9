package io.efsmigrator.app.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code owner.json}: where the owner of the repository answers, and the word that lets one ask.
 *
 * <p>Left behind by a kill it names a port where nobody answers, or somebody who does not know the
 * token; a reader then takes it for no owner.
 */
record Announcement(int port, String token, long pid) {

  private static final Pattern SHAPE = Pattern
      .compile("\\{\"port\":(\\d{1,5}),\"token\":\"([0-9a-f]{64})\",\"pid\":(\\d{1,10})}\\s*");
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  static Path file(Path stateFolder) {
    return stateFolder.resolve("owner.json");
  }

  /** Replaces the file in one step; it is never there without its mode. */
  void write(Path stateFolder) throws IOException {
    Path file = file(stateFolder);
    Path fresh = stateFolder.resolve("owner.json." + pid);
    Files.deleteIfExists(fresh);
    String text = "{\"port\":" + port + ",\"token\":\"" + token + "\",\"pid\":" + pid + "}\n";
    try (FileChannel channel = FileChannel.open(fresh,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static Optional<Announcement> read(Path stateFolder) {
    try {
      Matcher matcher = SHAPE.matcher(Files.readString(file(stateFolder)));
      return matcher.matches()
          ? Optional.of(new Announcement(Integer.parseInt(matcher.group(1)), matcher.group(2),
              Long.parseLong(matcher.group(3))))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // Not ours to read: another user runs the migration. The file itself will say so.
      return Optional.empty();
    }
  }
}
