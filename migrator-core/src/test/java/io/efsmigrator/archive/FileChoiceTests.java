package io.efsmigrator.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.archive.FileChoice.Verdict;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileChoiceTests {

  private static final Timestamp BEGAN = new Timestamp(1_000_000, 5);
  private static final Duration HOUR = Duration.ofHours(1);

  @ParameterizedTest
  @CsvSource({"*.wav,a/b/c.wav,true", "*.wav,a/b/c.mp3,false", "a/*.wav,a/c.wav,true",
    "a/*.wav,a/b/c.wav,false", "a/**.wav,a/b/c.wav,true", "**/b/*,a/b/c,true",
    "?.wav,a/ü.wav,true", "?.wav,a/üü.wav,false", "c.w?v,c.wav,true", "a?b,a/b,false",
    "[a],a,false", "[a],[a],true", "a.b,axb,false"})
  void matchesNamesOrWholePaths(String glob, String path, boolean matches) {
    assertThat(new Glob(glob).matcher().matches(RelativePath.of(path))).isEqualTo(matches);
  }

  @Test
  void matchesNamesThatAreNoUtf8() {
    RelativePath path = RelativePath.of(new byte[]{(byte) 0xff, '.', 'w', 'a', 'v'});

    assertThat(new Glob("*.wav").matcher().matches(path)).isTrue();
    assertThat(new Glob("?.wav").matcher().matches(path)).isTrue();
  }

  @Test
  void takesWhatIsOldEnoughLargeEnoughAndNamed() {
    FileChoice choice = new FileChoice(new RecordingFilter(HOUR, List.of(new Glob("*.wav")),
        List.of(new Glob("keep/**")), 10, 20), BEGAN);
    Timestamp old = BEGAN.minusSeconds(3_600);

    assertThat(verdict(choice, "a.wav", 10, old)).isEqualTo(Verdict.TAKE);
    assertThat(verdict(choice, "a.wav", 20, old)).isEqualTo(Verdict.TAKE);
    assertThat(verdict(choice, "a.wav", 9, old)).isEqualTo(Verdict.PASS_BY);
    assertThat(verdict(choice, "a.wav", 21, old)).isEqualTo(Verdict.PASS_BY);
    assertThat(verdict(choice, "keep/a.wav", 10, old)).isEqualTo(Verdict.PASS_BY);
    assertThat(verdict(choice, "a.mp3", 10, old)).isEqualTo(Verdict.PASS_BY);
    assertThat(verdict(choice, "a.wav", 10, new Timestamp(old.seconds(), 6)))
        .isEqualTo(Verdict.PASS_BY);
  }

  @Test
  void saysWhatItCannotTake() {
    FileChoice choice = new FileChoice(
        new RecordingFilter(HOUR, List.of(), List.of(), 0, Long.MAX_VALUE), BEGAN);

    assertThat(choice.of(RelativePath.of("a"), stat(FileType.FILE, 1, 2, Timestamp.EPOCH)))
        .isEqualTo(Verdict.HARD_LINK);
    assertThat(choice.of(RelativePath.of("a"), stat(FileType.SYMLINK, 1, 1, Timestamp.EPOCH)))
        .isEqualTo(Verdict.NO_FILE);
    assertThat(choice.of(RelativePath.of("a"), stat(FileType.DIRECTORY, 1, 2, BEGAN)))
        .isEqualTo(Verdict.ENTER);
  }

  private static Verdict verdict(FileChoice choice, String path, long size, Timestamp mtime) {
    return choice.of(RelativePath.of(path), stat(FileType.FILE, size, 1, mtime));
  }

  private static Stat stat(FileType type, long size, long links, Timestamp mtime) {
    return new Stat(type, 0644, 0, 0, size, mtime, mtime, 1, 1, links, size, 0, false);
  }
}
