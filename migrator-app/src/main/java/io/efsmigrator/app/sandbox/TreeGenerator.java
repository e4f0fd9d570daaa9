package io.efsmigrator.app.sandbox;

import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes a tree as a busy cluster leaves it: recordings by day, voicemail by mailbox, and a folder of
 * everything that names, times, links and modes can be.
 *
 * <p>The same seed makes the same tree, and entries that are there already are made again in place;
 * so a generation that was killed is finished by running it once more.
 */
public final class TreeGenerator {

  private static final LocalDate NEWEST = LocalDate.of(2026, 11, 22);
  private static final int FILES_PER_DAY = 150;
  private static final int FILES_PER_MAILBOX = 24;
  private static final int VOICEMAIL_PERCENT = 20;
  private static final int LINK_EVERY = 40;
  private static final int MEDIAN_BYTES = 17_000;
  private static final double SIGMA = 0.8;
  private static final int MAX_BYTES = 400_000;
  private static final int[] MODES = {0640, 0640, 0640, 0644, 0600, 0660, 0440};

  private final SplittableRandom random;
  private final byte[] noise = new byte[1 << 20];

  /** A generator; the same seed makes the same tree. */
  public TreeGenerator(long seed) {
    this.random = new SplittableRandom(seed);
    random.nextBytes(noise);
  }

  /**
   * Fills a directory.
   *
   * @param files how many recordings and voicemails; the folder of oddities comes on top
   * @return how many bytes their content has
   */
  public long generate(Path root, int files) throws IOException {
    long bytes = 0;
    try (TreeWriter tree = TreeWriter.open(root)) {
      int voicemails = files * VOICEMAIL_PERCENT / 100;
      bytes += recordings(tree, files - voicemails);
      bytes += voicemails(tree, voicemails);
      OddEntries.make(tree);
      tree.finish(time(NEWEST, 0));
    }
    return bytes;
  }

  private long recordings(TreeWriter tree, int files) throws IOException {
    long bytes = 0;
    for (int made = 0; made < files; made += FILES_PER_DAY) {
      LocalDate day = NEWEST.minusDays(made / FILES_PER_DAY);
      List<Name> folder = names("recordings", Integer.toString(day.getYear()),
          two(day.getMonthValue()), two(day.getDayOfMonth()));
      Name last = Name.of("none.wav");
      try (TreeWriter.Folder here = tree.folder(folder, 0750)) {
        int today = Math.min(FILES_PER_DAY, files - made);
        for (int call = 0; call < today; call++) {
          last = Name.of(String.format(Locale.ROOT, "%s-%d-%s%04d.wav",
              call % 2 == 0 ? "in" : "out", 100 + random.nextInt(400), two(call % 24), call));
          bytes += file(here, last, day);
          if (call % LINK_EVERY == LINK_EVERY - 1) {
            here.link(last, Name.of("kept-" + call + ".wav"));
          }
        }
        here.symlink("./" + last, Name.of("latest.wav"), time(day, 1));
      }
    }
    return bytes;
  }

  private long voicemails(TreeWriter tree, int files) throws IOException {
    long bytes = 0;
    for (int made = 0; made < files; made += FILES_PER_MAILBOX) {
      String box = Integer.toString(100 + made / FILES_PER_MAILBOX);
      LocalDate day = NEWEST.minusDays(random.nextInt(400));
      try (
          TreeWriter.Folder here = tree.folder(names("voicemail", "default", box, "INBOX"), 0770)) {
        for (int index = 0; index < Math.min(FILES_PER_MAILBOX, files - made); index++) {
          String extension = index % 2 == 0 ? ".txt" : ".wav";
          Name name = Name.of(String.format(Locale.ROOT, "msg%04d%s", index / 2, extension));
          bytes += index % 2 == 0 ? text(here, name, day) : file(here, name, day);
        }
      }
      // Every mailbox has one, and most are empty.
      tree.folder(names("voicemail", "default", box, "Old"), 0770).close();
    }
    return bytes;
  }

  private long file(TreeWriter.Folder folder, Name name, LocalDate day) throws IOException {
    double log = Math.log(MEDIAN_BYTES) + SIGMA * random.nextGaussian();
    int size = (int) Math.min(MAX_BYTES, Math.exp(log));
    int from = random.nextInt(noise.length - MAX_BYTES);
    folder.file(name, noise, from, size, MODES[random.nextInt(MODES.length)], moment(day));
    return size;
  }

  private long text(TreeWriter.Folder folder, Name name, LocalDate day) throws IOException {
    byte[] text = ("[message]\nduration=" + random.nextInt(300) + "\norigtime="
        + day.toEpochDay() * 86_400 + "\ncallerid=\"Caller " + random.nextInt(1000) + "\"\n")
        .getBytes(StandardCharsets.UTF_8);
    folder.file(name, text, 0, text.length, 0660, moment(day));
    return text.length;
  }

  private Timestamp moment(LocalDate day) {
    return time(day, random.nextInt(1_000_000_000));
  }

  private static Timestamp time(LocalDate day, int nanos) {
    return new Timestamp(day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() + nanos % 86_400, nanos);
  }

  static List<Name> names(String... names) {
    List<Name> list = new ArrayList<>();
    for (String name : names) {
      list.add(Name.of(name));
    }
    return list;
  }

  private static String two(int number) {
    return String.format(Locale.ROOT, "%02d", number);
  }
}
