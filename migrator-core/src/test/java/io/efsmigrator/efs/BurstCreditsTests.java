package io.efsmigrator.efs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BurstCreditsTests {

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final long TIB = 1L << 40;

  @Test
  void earnsFiftyKibibytesForEachGibibyteAndOneMebibyteAtLeast() {
    assertThat(BurstCredits.earnedPerSecond(100 * GIB)).isEqualTo(5_000 * 1024);
    assertThat(BurstCredits.earnedPerSecond(GIB)).isEqualTo(MIB);
  }

  @Test
  void burstsWithAHundredForEachTebibyteAndAtLeast() {
    assertThat(BurstCredits.burstPerSecond(GIB)).isEqualTo(100 * MIB);
    assertThat(BurstCredits.burstPerSecond(3 * TIB)).isEqualTo(300 * MIB);
  }

  @Test
  void spendsWhatItReadsLessWhatItEarnsMeanwhile() {
    // 100 MiB/s for 1024 s, while 50 KiB/s for each of 100 GiB come in.
    BurstCredits.Spent spent = BurstCredits.spend(TIB, 100 * GIB, 100 * GIB);

    assertThat(spent.runsOut()).isFalse();
    assertThat(spent.time()).hasSeconds(1024);
    assertThat(spent.credits()).isEqualTo(100 * GIB - 1024L * 5_000 * 1024);
  }

  @Test
  void crawlsOnceTheCreditsAreSpent() {
    BurstCredits.Spent spent = BurstCredits.spend(10 * GIB, 20 * GIB, 20 * GIB);

    assertThat(spent.runsOut()).isTrue();
    assertThat(spent.credits()).isEqualTo(10 * GIB);
    // The second half goes at one MiB/s: hours in place of minutes.
    assertThat(spent.time()).isBetween(java.time.Duration.ofHours(2),
        java.time.Duration.ofHours(3));
  }

  @Test
  void aNewFileSystemBurstsThroughATebibyte() {
    assertThat(BurstCredits.spend(BurstCredits.OF_A_NEW_FILE_SYSTEM, 0, TIB).runsOut()).isFalse();
    assertThat(BurstCredits.spend(BurstCredits.OF_A_NEW_FILE_SYSTEM, 0, 3 * TIB).runsOut())
        .isTrue();
  }
}
