package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DetachedJobsIntegrationTests {

  @TempDir
  Path node;

  private final DetachedJobs jobs = new DetachedJobs(LocalChannel.create());

  @Test
  void runsACommandToItsEnd() throws IOException {
    Path directory = job();
    jobs.launch(directory, List.of("sh", "-c", "echo one; echo two; echo bad >&2; exit 3"));

    JobLook last = ended(directory);
    assertThat(last.state()).isEqualTo(new JobLook.State.Exited(3));
    assertThat(last.newOutput()).isEqualTo("one\ntwo\n");
    assertThat(jobs.errors(directory)).isEqualTo("bad\n");
    assertThat(directory).isDirectoryContaining("glob:**/boot_id")
        .isDirectoryContaining("glob:**/cmd").isDirectoryContaining("glob:**/pid");
  }

  @Test
  void startsOnceHoweverOftenItIsLaunched() throws Exception {
    Path directory = job();
    Path count = node.resolve("count");
    Callable<Boolean> launch = () -> {
      jobs.launch(directory, List.of("sh", "-c", "echo x >>\"$1\"", "sh", count.toString()));
      return true;
    };
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> launched : pool
          .invokeAll(IntStream.range(0, 8).mapToObj(i -> launch).toList())) {
        assertThat(launched.get()).isTrue();
      }
    }
    ended(directory);

    assertThat(count).hasContent("x");
  }

  @Test
  void passesArgumentsAsTheyAre() throws IOException {
    Path directory = job();
    jobs.launch(directory, List.of("printf", "%s|", "two words", "$(id)", "'", "a\nb", ""));

    assertThat(ended(directory).newOutput()).isEqualTo("two words|$(id)|'|a\nb||");
  }

  @Test
  void goesOnReadingWhereItStopped() throws IOException {
    Path directory = job();
    Path gate = node.resolve("gate");
    jobs.launch(directory, List.of("sh", "-c",
        "echo first; until [ -e \"$1\" ]; do sleep 0.05; done; echo second", "sh",
        gate.toString()));
    JobLook first = jobs.look(directory, 0);
    while (first.outputBytes() < 6) {
      first = jobs.look(directory, 0);
    }
    Files.createFile(gate);
    ended(directory);

    assertThat(first.newOutput()).isEqualTo("first\n");
    assertThat(first.state()).isEqualTo(new JobLook.State.Running());
    assertThat(jobs.look(directory, first.outputBytes()).newOutput()).isEqualTo("second\n");
  }

  @Test
  void tellsThatThereIsNoJob() {
    assertThat(jobs.look(job(), 0).state()).isEqualTo(new JobLook.State.Absent());
  }

  @Test
  void takesAKilledJobForLostAndNotForDone() throws IOException {
    Path directory = job();
    jobs.launch(directory, List.of("sleep", "20"));
    while (!Files.exists(directory.resolve("pid"))) {
      jobs.look(directory, 0);
    }
    long wrapper = Long.parseLong(Files.readString(directory.resolve("pid")).split(" ", 2)[0]);
    ProcessHandle handle = ProcessHandle.of(wrapper).orElseThrow();
    List<ProcessHandle> children = handle.descendants().toList();
    handle.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);

    assertThat(ended(directory).state()).isInstanceOf(JobLook.State.Lost.class);
  }

  @Test
  void tellsARebootFromARunningJob() throws IOException {
    Path directory = job();
    jobs.launch(directory, List.of("sleep", "2"));
    while (!Files.exists(directory.resolve("pid"))) {
      jobs.look(directory, 0);
    }
    Files.writeString(directory.resolve("boot_id"), "11111111-2222-3333-4444-555555555555\n");

    assertThat(jobs.look(directory, 0).state())
        .isEqualTo(new JobLook.State.Lost("the node was rebooted while it ran"));
  }

  @Test
  void knowsARecycledProcessNumber() throws IOException {
    Path directory = Files.createDirectories(job());
    Files.copy(Path.of("/proc/sys/kernel/random/boot_id"), directory.resolve("boot_id"));
    Files.writeString(directory.resolve("pid"), ProcessHandle.current().pid() + " 1\n");

    assertThat(jobs.look(directory, 0).state()).isInstanceOf(JobLook.State.Lost.class);
  }

  @Test
  void leavesNothingOutOfWhatEndsWhileItLooks() throws Exception {
    Path directory = Files.createDirectories(job());
    Files.createFile(directory.resolve("out"));
    // The job prints and ends right after its output was measured.
    String look = """
        wc() {
          command wc "$@"
          echo late >"$dir/out"
          echo 0 >"$dir/rc"
        }
        """ + Scripts.text("look.sh");
    Process process = new ProcessBuilder("sh", "-c", look, "sh", directory.toString(), "out", "0",
        "100").start();

    String first = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(first).satisfiesAnyOf(answer -> assertThat(answer).startsWith("RUNNING 0"),
        answer -> assertThat(answer).startsWith("EXITED 5").endsWith("late\n"));
    assertThat(ended(directory).newOutput()).isEqualTo("late\n");
  }

  private Path job() {
    return node.resolve("jobs/recordings.fs-0000000a.upgrade.node-a.1");
  }

  private JobLook ended(Path directory) {
    JobLook look = jobs.look(directory, 0);
    while (look.state() instanceof JobLook.State.Running) {
      look = jobs.look(directory, 0);
    }
    return look;
  }
}
