package io.efsmigrator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListingRoomTests {

  private static final long MAX_BYTES = 1_000_000;

  @Test
  void whatFitsTogetherIsKept() {
    ListingRoom room = new ListingRoom(MAX_BYTES, 3, 1);
    for (int directory = 0; directory < 3; directory++) {
      assertThat(bytesGranted(room.share(directory), 300_000)).isEqualTo(300_000);
    }

    assertThat(room.fitting()).isEqualTo(3);
    assertThat(room.total()).isBetween(850_000L, 900_000L);
  }

  @Test
  void theLastOneGivesUpFirstAndMakesRoomForThoseBeforeIt() {
    ListingRoom room = new ListingRoom(MAX_BYTES, 3, 1);
    bytesGranted(room.share(2), 400_000);
    bytesGranted(room.share(0), 400_000);
    ListingRoom.Share second = room.share(1);

    assertThat(bytesGranted(second, 500_000)).as("the third gives up what it has")
        .isEqualTo(500_000);
    assertThat(room.fitting()).isEqualTo(2);
    assertThat(bytesGranted(second, 500_000)).as("then the second itself").isLessThan(500_000);
    assertThat(room.fitting()).isEqualTo(1);
    assertThat(bytesGranted(room.share(2), 100_000)).as("what gave up stays out")
        .isLessThan(100_000);
  }

  @Test
  void theFirstOneOfABatchIsKeptWhateverItsSize() {
    ListingRoom room = new ListingRoom(MAX_BYTES, 2, 1);
    bytesGranted(room.share(1), 100_000);

    assertThat(bytesGranted(room.share(0), 5_000_000)).isEqualTo(5_000_000);
    assertThat(room.fitting()).isEqualTo(1);
    assertThat(room.total()).as("so the batch ends").isGreaterThan(MAX_BYTES);
  }

  @Test
  void inALaterGroupOfABatchNobodyIsKept() {
    ListingRoom room = new ListingRoom(MAX_BYTES, 2, 0);

    assertThat(bytesGranted(room.share(0), 5_000_000)).isLessThan(5_000_000);
    assertThat(room.fitting()).isZero();
    assertThat(room.total()).isZero();
  }

  /** Takes names of 84 bytes, a hundred with what is kept beside each, until it is refused. */
  private static int bytesGranted(ListingRoom.Share share, int wanted) {
    int granted = 0;
    while (granted < wanted && share.take(84)) {
      granted += 100;
    }
    return granted;
  }
}
