package io.efsmigrator.app.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Region;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The nodes' own programs, run as a node would run them. */
@Execution(ExecutionMode.CONCURRENT)
class SandboxNodesIntegrationTests {

  private static final String A = SandboxNodes.PRIMARY;
  private static final String B = SandboxNodes.BACKUP;
  private static final FileSystemId SOURCE = new FileSystemId("fs-0000000a");
  private static final FileSystemId TARGET = new FileSystemId("fs-0000000b");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir
  private Path sandbox;
  private Path source;
  private Path target;
  private SandboxNodes nodes;

  private record Result(int code, String output, String errors) {}

  @BeforeEach
  void install() throws IOException {
    source = Files.createDirectory(sandbox.resolve("source"));
    target = Files.createDirectory(sandbox.resolve("target"));
    MountTable mounts = new MountTable(sandbox.resolve("mounts"));
    mounts.add(SOURCE, source);
    mounts.add(TARGET, target);
    Files.createDirectory(sandbox.resolve("aws"));
    Files.writeString(sandbox.resolve("aws/hosts"),
        "0 10.0.1.10 " + name(SOURCE) + "\n0 10.0.1.11 " + name(TARGET) + "\n");
    nodes = new SandboxNodes(sandbox);
    nodes.install(SOURCE.dnsName(new Region("us-east-1")), SandboxOptions.Writers.RECORDING);
  }

  @AfterEach
  void stopAgents() throws IOException {
    if (Files.exists(nodes.node(A))) {
      nodes.stopAgents();
    }
  }

  @Test
  void recordsOnThePrimaryUntilItIsStopped() throws Exception {
    await().atMost(PATIENCE).until(() -> recordings(source) > 2);

    run(A, "", "stop-agent");
    int stopped = recordings(source);
    assertThat(agent()).isEmpty();
    assertThat(unfinished(source)).isZero();
    assertThat(run(A, "", "show-agent").output()).isEqualTo("stopped\n");
    run(B, "", "start-agent");
    assertThat(recordings(source)).isEqualTo(stopped);
  }

  @Test
  void anAgentThatAKilledCommandLeftBehindNeitherJoinsAnotherNorRunsAgainstOrders()
      throws Exception {
    long first = agent().orElseThrow().pid();

    assertThat(program(A, "cluster-agent", "").code()).isZero();
    assertThat(agent().map(ProcessHandle::pid)).contains(first);

    run(A, "", "stop-agent");
    int stopped = recordings(source);
    assertThat(program(A, "cluster-agent", "").code()).isZero();
    assertThat(recordings(source)).isEqualTo(stopped);
  }

  @Test
  void saysWhoItIsAndHowItIs() throws Exception {
    assertThat(run(A, "", "show-role").output()).isEqualTo("Primary\n");
    assertThat(run(B, "", "show-role").output()).isEqualTo("Backup\n");
    assertThat(run(A, "", "show-endpoint").output()).isEqualTo(name(SOURCE) + "\n");
    assertThat(run(A, "", "show-agent-log").output()).contains("running as Primary")
        .doesNotContain("ERROR");

    Files.writeString(sandbox.resolve("nodes/elastic-ip"), B + "\n");
    assertThat(run(A, "", "show-role").output()).isEqualTo("Backup\n");
    nodes.set(A, "broken", "cannot reach its peer");
    assertThat(run(A, "", "show-agent-log").output()).contains("ERROR", "cannot reach its peer");
  }

  @Test
  void upgradesStepByStep() throws Exception {
    Result result = run(A, "", "upgrade-cluster");

    assertThat(result.code()).isZero();
    assertThat(result.output().lines().count()).isGreaterThan(5);
    assertThat(result.output()).endsWith("CLUSTER UPGRADE SUCCESSFUL\n");
    assertThat(run(A, "", "show-mode").output()).isEqualTo("Maintenance\n");
  }

  @Test
  void switchesTheEndpointWhenTheDataQuestionIsAnsweredNo() throws Exception {
    nodes.set(A, "recordings-after-switch", "3");
    Result result = run(A, "no\n", "ClusterEFSendpoint", name(TARGET));

    assertThat(result.output())
        .contains("Do you wish to migrate data from the old EFS to the new EFS? [yes/no] ");
    assertThat(result.code()).isZero();
    assertThat(run(A, "", "show-endpoint").output()).isEqualTo(name(TARGET) + "\n");
    assertThat(log(A)).contains("ANSWER no").doesNotContain("ANSWER yes");
    int before = recordings(source);
    await().atMost(PATIENCE).until(() -> recordings(target) == 3);
    assertThat(recordings(source)).isEqualTo(before);
  }

  @Test
  void staysQuietAfterASwitchWhileItIsPaused() throws Exception {
    run(A, "", "stop-agent");
    run(A, "no\n", "ClusterEFSendpoint", name(TARGET));

    assertThat(agent()).isEmpty();
    assertThat(run(A, "", "show-agent").output()).isEqualTo("stopped\n");
  }

  @Test
  void refusesLoudlyToCopyData() throws Exception {
    Result result = run(B, "yes\n", "ClusterEFSendpoint", name(TARGET));

    assertThat(result.code()).isNotZero();
    assertThat(log(B)).contains("ANSWER yes !!! DATA MIGRATION WAS ASKED FOR ON node-b (Backup)");
    assertThat(run(B, "", "show-endpoint").output()).isEqualTo(name(SOURCE) + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "perhaps\n", "NO\n"})
  void switchesNothingWithoutAClearAnswer(String answer) throws Exception {
    assertThat(run(A, answer, "ClusterEFSendpoint", name(TARGET)).code()).isNotZero();
    assertThat(run(A, "", "show-endpoint").output()).isEqualTo(name(SOURCE) + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fs-0000000b.efs.us-east-1.amazonaws.com;id", "$(id)", "example.org",
    "fs-0000000b.efs.us-east-1.amazonaws.com\nx", "fs-0000000c.efs.us-east-1.amazonaws.com"})
  void takesNoNameThatIsNoneOrDoesNotResolve(String name) throws Exception {
    assertThat(run(A, "no\n", "ClusterEFSendpoint", name).code()).isNotZero();
    assertThat(run(A, "", "show-endpoint").output()).isEqualTo(name(SOURCE) + "\n");
  }

  @Test
  void goesBackToNormalOnlyWhenTheNodesAgree() throws Exception {
    run(A, "no\n", "ClusterEFSendpoint", name(TARGET));
    assertThat(run(A, "", "set-Normal").code()).isNotZero();
    assertThat(run(A, "", "show-mode").output()).isEqualTo("Maintenance\n");

    run(B, "no\n", "ClusterEFSendpoint", name(TARGET));
    assertThat(run(A, "", "set-Normal").code()).isZero();
    assertThat(run(B, "", "show-mode").output()).isEqualTo("Normal\n");
  }

  @Test
  void writesDownEveryCommandWithItsArguments() throws Exception {
    run(A, "", "ClusterEFSendpoint", "two\nlines", "and more");

    assertThat(log(A).lines().filter(line -> line.contains("two?lines")).toList()).singleElement()
        .satisfies(line -> assertThat(line)
            .matches("\\d{4}-\\d\\d-\\d\\dT[^\t]+\t\\d+\tcluster-mgr 'ClusterEFSendpoint' "
                + "'two\\?lines' 'and more'"));
  }

  @Test
  void saysSoWhenItsAgentWasKilled() throws Exception {
    ProcessHandle agent = agent().orElseThrow();
    agent.destroyForcibly();
    agent.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(run(A, "", "show-agent-log").output()).contains("ERROR");
    run(A, "", "start-agent");
    assertThat(run(A, "", "show-agent-log").output().lines().toList().getLast())
        .contains("node is healthy");
  }

  @Test
  void startsOneAgentHoweverOftenItIsAsked() throws Exception {
    Optional<ProcessHandle> agent = agent();
    run(A, "", "start-agent");

    assertThat(agent()).isEqualTo(agent).isPresent();
  }

  @Test
  void endsWhenItsFileSystemIsGone() throws Exception {
    ProcessHandle agent = agent().orElseThrow();
    Files.move(source, sandbox.resolve("moved"));
    removeAll(sandbox.resolve("moved"));

    agent.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(source).doesNotExist();
    assertThat(sandbox.resolve("moved")).doesNotExist();
  }

  @Test
  void endsWhenItsNodeIsGone() throws Exception {
    ProcessHandle agent = agent().orElseThrow();
    Files.move(sandbox.resolve("nodes"), sandbox.resolve("gone"));

    agent.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void endsWhenItsLifeTimeIsOver() throws Exception {
    run(A, "", "stop-agent");
    nodes.set(A, "life-seconds", "0");
    run(A, "", "start-agent");

    await().atMost(PATIENCE).until(() -> agent().isEmpty());
    assertThat(run(A, "", "show-agent-log").output()).doesNotContain("ERROR");
  }

  @Test
  void resolvesFileSystemsByTheTableOfTheEndpoint() throws Exception {
    assertThat(program(A, "getent", "", "hosts", name(TARGET)).output()).startsWith("10.0.1.11");
    assertThat(program(A, "getent", "", "hosts", "fs-0000000c.efs.us-east-1.amazonaws.com").code())
        .isEqualTo(2);
  }

  private static void removeAll(Path folder) throws IOException {
    // The agent may be writing into it at this very moment; it cannot make a folder anew, though.
    await().atMost(PATIENCE).ignoreExceptions().until(() -> {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.toList().reversed()) {
          Files.deleteIfExists(path);
        }
      }
      return !Files.exists(folder);
    });
  }

  private static String name(FileSystemId id) {
    return id.dnsName(new Region("us-east-1")).value();
  }

  private Optional<ProcessHandle> agent() throws IOException {
    Path file = nodes.node(A).resolve("state/agent.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    long pid = Long.parseLong(Files.readString(file).split(" ", -1)[0]);
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
  }

  private String log(String node) throws IOException {
    return Files.readString(nodes.node(node).resolve("commands.log"));
  }

  private static int recordings(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return (int) all.filter(path -> path.toString().endsWith(".wav")).count();
    }
  }

  private static long unfinished(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> path.toString().endsWith(".part")).count();
    }
  }

  private Result run(String node, String input, String... arguments)
      throws IOException, InterruptedException {
    return program(node, "cluster-mgr", input, arguments);
  }

  private Result program(String node, String program, String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(
        List.of(nodes.node(node).resolve("bin").resolve(program).toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).directory(sandbox.toFile()).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It may have ended without reading: then its exit code says more.
    }
    // To the end of file: an agent that kept the pipe open would be found out here.
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output, errors);
  }
}
