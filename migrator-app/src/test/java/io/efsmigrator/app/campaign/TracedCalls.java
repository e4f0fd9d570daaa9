package io.efsmigrator.app.campaign;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a traced process asked the kernel about the files below some folders, by call, from the output
 * of {@code strace -ff -y}: one file for each thread, so that no call is cut in two.
 */
final class TracedCalls {

  /** A descriptor with the path behind it, and maybe a name in it. */
  private static final Pattern CALL = Pattern
      .compile("^(\\w+)\\((?:AT_FDCWD|\\d+)<([^>]*)>(?:, \"([^\"]*)\")?(.*)$");

  /** Attributes of an entry that is not open; which of the two trees it is in does not show. */
  private static final Pattern BESIDE = Pattern
      .compile("^(l\\w+xattr)\\(\"/proc/self/fd/\\d+/([^\"]*)\".*$");

  /** Held as a place only: neither its open nor its close is a question to the server. */
  private static final Pattern PLACE = Pattern
      .compile("^openat\\(.*\\bO_PATH\\b.*\\) = (\\d+)<.*$");
  private static final Pattern CLOSE = Pattern.compile("^close\\((\\d+)<.*$");

  private static final Set<String> CONTENT = Set.of("pread64", "pwrite64", "read", "write");

  private final Map<String, Integer> calls = new TreeMap<>();

  private TracedCalls() {}

  /** The calls about entries of a tree whose name begins so, directories not counted. */
  static TracedCalls read(Path traces, Path tree, String namePrefix) throws IOException {
    TracedCalls traced = new TracedCalls();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(traces)) {
      for (Path thread : threads) {
        Set<String> places = new HashSet<>();
        try (Stream<String> lines = Files.lines(thread)) {
          lines.filter(line -> !isOfPlace(line, places))
              .forEach(line -> traced.count(line, tree, namePrefix));
        }
      }
    }
    return traced;
  }

  private static boolean isOfPlace(String line, Set<String> places) {
    Matcher place = PLACE.matcher(line);
    Matcher close = CLOSE.matcher(line);
    return place.matches()
        ? places.add(place.group(1))
        : close.matches() && places.remove(close.group(1));
  }

  private void count(String line, Path tree, String namePrefix) {
    Matcher call = CALL.matcher(line);
    Matcher beside = BESIDE.matcher(line);
    if (call.matches()) {
      count(call, tree, namePrefix);
    } else if (beside.matches() && beside.group(2).startsWith(namePrefix)) {
      calls.merge(beside.group(1) + " (either side)", 1, Integer::sum);
    }
  }

  private void count(Matcher call, Path tree, String namePrefix) {
    String kind = call.group(1);
    String text = call.group(3);
    Path path = Path.of(call.group(2));
    // What is read and written stands in the same place as a name.
    if (text != null && !text.isEmpty() && !CONTENT.contains(kind)) {
      path = path.resolve(text);
    }
    Path file = path.getFileName();
    if (path.startsWith(tree) && file != null && file.toString().startsWith(namePrefix)) {
      // What is asked for; what was answered comes behind the brace. With the access time, or past the cache, it is a question to the server.
      String asked = call.group(4).replaceFirst("\\{.*", "");
      boolean local = kind.equals("statx") && !asked.contains("STATX_ATIME")
          && !asked.contains("STATX_BASIC_STATS") && !asked.contains("AT_STATX_FORCE_SYNC");
      calls.merge(local ? "statx (cached)" : kind, 1, Integer::sum);
    }
  }

  /** Calls that a client must send to its server: all but those its cache answers. */
  int requests() {
    Map<String, Integer> sent = new HashMap<>(calls);
    sent.remove("statx (cached)");
    return sent.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    return calls.toString();
  }
}
