package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.efsmigrator.app.sandbox.endpoint.EfsFaults.Fault;
import io.efsmigrator.cluster.CommandInput;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeChannelContract;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The channel over Systems Manager, with the real SDK and real scripts. */
class SsmChannelIntegrationTests extends NodeChannelContract {

  private static final Duration ENOUGH = Duration.ofSeconds(30);

  @TempDir
  private Path temporary;
  private SsmNode node;

  @BeforeEach
  void start() {
    node = new SsmNode(temporary);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Override
  protected NodeChannel channel() {
    return node.channel();
  }

  @Test
  void runsTheCommandOnceWhenTheAnswerToTheOrderIsLost() throws IOException {
    Path runs = node.directory.resolve("runs");
    node.endpoint().faults().order("SendCommand", 2, new Fault.AnswerLost());

    assertThat(channel().run(CommandLine.of(ENOUGH, "sh", "-c",
        "echo ran >>\"$0\"; sleep 0.5; echo done", runs.toString())).out())
        .hasToString("done\n");

    assertThat(Files.readAllLines(runs)).containsExactly("ran");
    assertThat(node.running.calls("SendCommand"))
        .as("orders for one start, and its directory's end")
        .isGreaterThanOrEqualTo(4);
  }

  @Test
  void looksAgainWhenTheServiceIsBusyOrSilent() {
    node.endpoint().faults().throttle("GetCommandInvocation", 2);
    node.endpoint().faults().order("GetCommandInvocation", 2, new Fault.RequestLost());

    assertThat(channel().run(CommandLine.of(ENOUGH, "echo", "done")).out()).hasToString("done\n");
    assertThat(node.endpoint().faults().left()).isZero();
  }

  @Test
  void findsTheProgramsOfTheNodeFirst() throws IOException {
    Path bin = Files.createDirectory(node.directory.resolve("bin"));
    Path program = Files.writeString(bin.resolve("getent"), "#!/bin/sh\necho mine \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    NodeChannel channel = new SsmChannel(node.ssm, SsmNode.ID, node.directory.resolve("ssm"),
        bin.toString());

    assertThat(channel.run(CommandLine.of(ENOUGH, "getent", "hosts")).out())
        .hasToString("mine hosts\n");
  }

  @Test
  void sendsNothingToANodeWhoseAgentIsAway() {
    node.endpoint().reportAgent(SsmNode.ID.value(), "ConnectionLost");

    refuses(Kind.UNREACHABLE, "ConnectionLost", "true");
    assertThat(node.running.calls("SendCommand")).isZero();
  }

  @Test
  void namesThePermissionThatIsMissing() {
    node.endpoint().faults().order("SendCommand", 2,
        new Fault.Refused(400, "AccessDeniedException", "not authorized"));

    refuses(Kind.FAILED, "ssm:SendCommand", "true");
  }

  @Test
  void tellsAnInstanceThatIsNotManaged() {
    node.endpoint().faults().order("SendCommand", 1,
        new Fault.Refused(400, "InvalidInstanceId", "not in a valid state"));

    refuses(Kind.UNREACHABLE, "SSM agent", "true");
  }

  @Test
  void givesUpThrottlingAfterSomeTries() {
    node.endpoint().faults().throttle("SendCommand", 4);

    refuses(Kind.BUSY, "ThrottlingException", "true");
  }

  @Test
  void refusesMoreInputThanAnOrderCarries() {
    assertThatThrownBy(() -> channel().run(new CommandLine(List.of("cat"),
        new CommandInput.Text("x".repeat(50_000)), ENOUGH)))
        .isInstanceOfSatisfying(NodeException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CANNOT_RUN))
        .hasMessageContaining("48000");
  }

  @Test
  void stopsOnTheNodeWhatAskedTheUnexpected() throws Exception {
    Path pid = node.directory.resolve("pid");

    assertThatThrownBy(() -> channel().run(new CommandLine(List.of("sh", "-c",
        "echo $$ >\"$0\"; printf 'Format all disks? '; exec sleep 300", pid.toString()),
        new CommandInput.Answers(List.of(), Duration.ofMillis(150)), ENOUGH)))
        .hasMessageContaining("Format all disks?");

    isEnded(pid);
  }

  @Test
  void stopsOnTheNodeWhatItIsInterruptedIn() throws Exception {
    Path pid = node.directory.resolve("pid");
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread caller = Thread.ofPlatform().start(() -> end.complete(catchThrowable(() -> channel()
        .run(CommandLine.of(ENOUGH, "sh", "-c", "echo $$ >\"$0\"; exec sleep 300",
            pid.toString())))));
    await().atMost(ENOUGH).until(() -> Files.exists(pid) && Files.size(pid) > 0);

    caller.interrupt();

    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOfSatisfying(NodeException.class,
        refusal -> assertThat(refusal.kind()).isEqualTo(Kind.UNREACHABLE));
    isEnded(pid);
    assertThat(node.running.calls("CancelCommand")).isEqualTo(1);
  }

  @Test
  void leavesNothingButANameOnTheNode() {
    assertThat(channel().run(CommandLine.of(ENOUGH, "true")).exitCode()).isZero();

    // The name keeps an order that comes late and twice from starting the command again.
    await().atMost(ENOUGH).until(() -> {
      try (Stream<Path> left = Files.walk(node.directory.resolve("ssm"))) {
        return left.count() == 2;
      }
    });
  }

  private static void isEnded(Path file) throws IOException {
    long pid = Long.parseLong(Files.readString(file).strip());
    await().atMost(ENOUGH)
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  private void refuses(Kind kind, String words, String... argv) {
    assertThatThrownBy(() -> channel().run(CommandLine.of(ENOUGH, argv)))
        .isInstanceOfSatisfying(NodeException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(kind))
        .hasMessageContaining(words);
  }
}
