package io.efsmigrator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.cluster.CommandInput.Answer;
import io.efsmigrator.cluster.CommandInput.Answers;
import io.efsmigrator.cluster.CommandInput.Text;
import io.efsmigrator.cluster.NodeException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every channel holds to, on any node with a POSIX shell. */
public abstract class NodeChannelContract {

  private static final Duration ENOUGH = Duration.ofSeconds(60);
  /** Thirty in a campaign: longer than the patience of many a firewall. */
  private static final int SILENCE_SECONDS = Integer.getInteger("campaign.silence-seconds", 1);
  private static final Duration QUIET = Duration.ofMillis(150);

  protected abstract NodeChannel channel();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 75, 255})
  void tellsTheExitCode(int code) {
    assertThat(sh("exit " + code).exitCode()).isEqualTo(code);
  }

  @Test
  void tellsThatASignalEndedTheCommand() {
    assertThat(sh("kill -KILL $$").exitCode()).isEqualTo(128 + 9);
    assertThat(sh("kill -TERM $$").exitCode()).isEqualTo(128 + 15);
  }

  @ParameterizedTest
  @ValueSource(ints = {126, 127})
  void takesTheCodesOfAShellForAnswers(int code) {
    assertThat(sh("exit " + code).exitCode()).isEqualTo(code);
  }

  @Test
  void sitsOutASilence() {
    assertThat(sh("sleep " + SILENCE_SECONDS + "; echo done").out()).hasToString("done\n");
  }

  @Test
  void givesUpWhenItsThreadIsInterrupted(@TempDir Path folder) throws Exception {
    Path began = folder.resolve("began");
    Thread caller = Thread.currentThread();
    Thread.ofVirtual().start(() -> {
      while (!Files.exists(began)) {
        Thread.onSpinWait();
      }
      caller.interrupt();
    });

    refuses(Kind.UNREACHABLE, CommandLine.of(ENOUGH, "sh", "-c", "touch \"$1\"; exec sleep 20",
        "sh", began.toString()));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void keepsBothOutputsApart() {
    CommandResult result = sh("echo to out; echo to err >&2");

    assertThat(result.out()).hasToString("to out\n");
    assertThat(result.err()).hasToString("to err\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "$(touch /tmp/efs-migrator-was-here)", "`id`", "a;b|c&d",
    "'", "\"", "a\nb", "*", "", "-n", "\\", "\\'", "~", "!", "#", "-", "--", "$HOME", "\t", "\r\n",
    "a=b", "Größe", "日本"})
  void passesArgumentsAsTheyAre(String argument) {
    CommandResult result = channel().run(CommandLine.of(ENOUGH, "printf", "%s", argument));

    assertThat(result.out()).hasToString(argument);
  }

  @Test
  void feedsWhatTheCommandReads() {
    assertThat(channel().run(new CommandLine(List.of("cat"), new Text("Größe\n"), ENOUGH)).out())
        .hasToString("Größe\n");
  }

  @Test
  void givesEndOfFileToACommandWithoutInput() {
    assertThat(channel().run(CommandLine.of(ENOUGH, "cat")).exitCode()).isZero();
  }

  @Test
  void brings1MiBWhole() {
    CommandResult result = sh("head -c 1048576 /dev/zero | tr '\\0' x");

    assertThat(result.out().truncated()).isFalse();
    assertThat(result.out().bytes()).hasSize(1 << 20);
  }

  @Test
  void bringsBytesAsTheyAre() {
    assertThat(sh("printf '\\377\\000\\200'").out().bytes())
        .containsExactly(0xff, 0x00, 0x80);
  }

  @Test
  void endsACommandThatTakesTooLong() {
    refuses(Kind.TIMED_OUT,
        CommandLine.of(Duration.ofMillis(300), "sh", "-c", "echo began; exec sleep 60"));
  }

  @Test
  void tellsThatThereIsNoSuchProgram() {
    refuses(Kind.CANNOT_RUN, CommandLine.of(ENOUGH, "/nowhere/cluster-mgr"));
  }

  @Test
  void answersTheQuestionItKnows() {
    CommandResult result = ask("printf 'Migrate data? [yes/no] '; read a; echo got $a",
        new Answer(Pattern.compile("Migrate data"), "no"));

    assertThat(result.out().text()).endsWith("got no\n");
  }

  @Test
  void answersAQuestionOnTheErrorOutput() {
    CommandResult result = ask("printf 'Migrate data? ' >&2; read a; echo got $a",
        new Answer(Pattern.compile("Migrate data"), "no"));

    assertThat(result.out()).hasToString("got no\n");
  }

  @Test
  void writesNothingToACommandThatAsksNothing() {
    CommandResult result = ask("echo Migrate data?; sleep 0.5; echo done",
        new Answer(Pattern.compile("Migrate data"), "no"));

    assertThat(result.out()).hasToString("Migrate data?\ndone\n");
  }

  @Test
  void endsACommandThatAsksSomethingElse() {
    assertThatThrownBy(() -> ask("printf 'Format all disks? '; read a; echo got $a",
        new Answer(Pattern.compile("Migrate data"), "no")))
        .isInstanceOfSatisfying(NodeException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Kind.UNEXPECTED_PROMPT))
        .hasMessageContaining("Format all disks?");
  }

  @Test
  void answersTheSameQuestionOnlyOnce() {
    assertThatThrownBy(() -> ask("for i in 1 2; do printf 'Migrate data? '; read a; done",
        new Answer(Pattern.compile("Migrate data"), "no")))
        .isInstanceOfSatisfying(NodeException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Kind.UNEXPECTED_PROMPT));
  }

  @Test
  void takesAPausedProgressLineForNoQuestion() {
    CommandResult result = ask("printf 'Restarting ...'; sleep 0.5; echo ' done'");

    assertThat(result.out()).hasToString("Restarting ... done\n");
  }

  private CommandResult ask(String script, Answer... answers) {
    return channel().run(new CommandLine(List.of("sh", "-c", script),
        new Answers(List.of(answers), QUIET), ENOUGH));
  }

  private CommandResult sh(String script) {
    return channel().run(CommandLine.of(ENOUGH, "sh", "-c", script));
  }

  private void refuses(Kind kind, CommandLine command) {
    assertThatThrownBy(() -> channel().run(command)).isInstanceOfSatisfying(NodeException.class,
        refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
