package io.efsmigrator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.posix.RelativePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontierTests {

  @TempDir
  private Path folder;

  @Test
  void whatWasAddedLastComesFirst() throws IOException {
    try (Frontier frontier = open(Frontier.Position.EMPTY)) {
      assertThat(frontier.isEmpty()).isTrue();
      add(frontier, "a", "b", "c");
      assertThat(frontier.isEmpty()).isFalse();
      assertThat(frontier.take(9)).as("not committed yet").isEmpty();
      frontier.commit();

      assertThat(names(frontier.take(1))).containsExactly("a");
      add(frontier, "a/1", "a/2");
      frontier.commit();

      assertThat(names(frontier.take(3))).containsExactly("a/1", "a/2", "b");
      frontier.commit();
      assertThat(names(frontier.take(3))).containsExactly("c");
      assertThat(frontier.isEmpty()).isTrue();
    }
  }

  @Test
  void aBatchThatWasNotCommittedIsTakenAgain() throws IOException {
    Frontier.Position committed;
    try (Frontier frontier = open(Frontier.Position.EMPTY)) {
      add(frontier, "a", "b");
      committed = frontier.commit();
      frontier.take(2);
      add(frontier, "a/lost");
      frontier.commit(); // Durable, but the checkpoint with this position was never written.
    }

    try (Frontier again = open(committed)) {
      assertThat(names(again.take(5))).containsExactly("a", "b");
      add(again, "b/1");
      again.commit();
      assertThat(names(again.take(5))).containsExactly("b/1");
      assertThat(again.isEmpty()).isTrue();
    }
  }

  /** Against a stack in memory, with the process gone after any commit, or before it. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isAStackOfBlocksWhateverDies(long seed) throws IOException {
    Random random = new Random(seed);
    Deque<List<String>> blocks = new ArrayDeque<>(List.of(new ArrayList<>(List.of("d"))));
    Frontier.Position committed;
    try (Frontier frontier = open(Frontier.Position.EMPTY)) {
      add(frontier, "d");
      committed = frontier.commit();
    }
    int name = 0;
    while (!blocks.isEmpty()) {
      try (Frontier frontier = open(committed)) {
        for (int batch = random.nextInt(4); batch >= 0 && !blocks.isEmpty(); batch--) {
          int most = 1 + random.nextInt(5);
          List<String> expected = pop(blocks, most);
          assertThat(names(frontier.take(most))).as("seed %d", seed).isEqualTo(expected);
          List<String> children = new ArrayList<>();
          for (int child = random.nextInt(6); child > 0 && name < 400; child--) {
            children.add("d" + name++);
          }
          add(frontier, children.toArray(String[]::new));
          if (!children.isEmpty()) {
            blocks.push(new ArrayList<>(children));
          }
          assertThat(frontier.isEmpty()).isEqualTo(blocks.isEmpty());
          committed = frontier.commit();
        }
        frontier.take(random.nextInt(3));
        add(frontier, "never committed");
      }
    }
    try (Frontier frontier = open(committed)) {
      assertThat(frontier.isEmpty()).isTrue();
    }
  }

  private static List<String> pop(Deque<List<String>> blocks, int most) {
    List<String> popped = new ArrayList<>();
    while (popped.size() < most && !blocks.isEmpty()) {
      popped.add(blocks.getFirst().removeFirst());
      if (blocks.getFirst().isEmpty()) {
        blocks.removeFirst();
      }
    }
    return popped;
  }

  private Frontier open(Frontier.Position position) throws IOException {
    return Frontier.open(folder.resolve("frontier"), position);
  }

  private static void add(Frontier frontier, String... paths) throws IOException {
    for (String path : paths) {
      frontier.add(new FrontierDirectory(RelativePath.of(path), FrontierDirectory.Presence.BOTH));
    }
  }

  private static List<String> names(List<FrontierDirectory> directories) {
    return directories.stream().map(directory -> directory.path().toString()).toList();
  }
}
