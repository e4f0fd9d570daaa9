package io.efsmigrator.archive;

import io.efsmigrator.manifest.Metadata;
import java.util.Locale;
import java.util.Map;

/** The lines of a manifest. All that stands in them is ASCII. */
final class ManifestLines {

  private ManifestLines() {}

  /** The first line: what the run was. */
  static String header(Map<String, String> fields) {
    StringBuilder line = new StringBuilder("{");
    fields.forEach((key, value) -> line.append(line.length() == 1 ? "" : ",").append(quoted(key))
        .append(':').append(quoted(value)));
    return line.append("}\n").toString();
  }

  /** A recording; its path is escaped as in its key, because JSON has no bytes. */
  static String of(ArchivedRecording archived) {
    Metadata metadata = archived.recording().metadata();
    return String.format(Locale.ROOT,
        "{\"path\":%s,\"key\":%s,\"size\":%d,\"sha256\":\"%s\",\"checksum\":\"%s\","
            + "\"mode\":\"%04o\",\"uid\":%d,\"gid\":%d,\"mtime\":\"%s\"}\n",
        quoted(ArchiveKeys.encode(archived.recording().path())),
        quoted(archived.key().value()), metadata.sizeBytes(), archived.sha256(),
        archived.checksum(), metadata.mode(), metadata.uid(), metadata.gid(), metadata.mtime());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
