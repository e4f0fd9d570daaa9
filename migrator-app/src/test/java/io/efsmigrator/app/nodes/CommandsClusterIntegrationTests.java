package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.cluster.JobProgress;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.plan.AnswerPatterns;
import io.efsmigrator.plan.ClusterSettings;
import io.efsmigrator.plan.Plans;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes whose every command is the operator's. */
@Timeout(60)
class CommandsClusterIntegrationTests extends NodeClusterContract<TestNode> {

  private final Map<NodeVerb, List<String>> commands = new EnumMap<>(NodeVerb.class);

  @Override
  TestNode node(String name, NodeRole role) throws IOException {
    return new TestNode(parent, name, role, endpoint());
  }

  @Override
  NodeCluster newCluster() {
    commands.put(NodeVerb.ROLE, List.of("cluster-mgr", "show-role", "{node}"));
    commands.put(NodeVerb.HEALTH, List.of("cluster-mgr", "show-agent-log"));
    commands.put(NodeVerb.ENDPOINT, List.of("cluster-mgr", "show-endpoint"));
    commands.put(NodeVerb.WRITERS, List.of("cluster-mgr", "show-agent"));
    commands.put(NodeVerb.QUIESCE, List.of("cluster-mgr", "stop-agent"));
    commands.put(NodeVerb.RESUME, List.of("cluster-mgr", "start-agent"));
    commands.put(NodeVerb.UPGRADE, List.of("{cluster-mgr}", "upgrade-cluster"));
    commands.put(NodeVerb.SWITCH_ENDPOINT,
        List.of("cluster-mgr", "ClusterEFSendpoint", "{dns}", "--id={file-system}"));
    return with(AnswerPatterns.DEFAULT, Optional.of(Pattern.compile("migrate data")));
  }

  @Test
  void fillsInWhatThePlaceholdersStandFor() throws IOException {
    cluster.role(primary());
    cluster.switchEndpoint(primary(), TARGET);

    assertThat(a.lines("commands.log")).containsExactly("show-role node-a",
        "ClusterEFSendpoint " + TARGET + " --id=fs-0000000b", "answer no");
  }

  @Test
  void answersNothingThatTheOperatorHasNotNamed() throws IOException {
    cluster = with(AnswerPatterns.DEFAULT, Optional.empty());

    assertThatThrownBy(() -> cluster.switchEndpoint(primary(), TARGET))
        .isInstanceOf(NodeException.class);
    assertThat(a.lines("endpoint")).containsExactly(endpoint().value());
  }

  @Test
  void understandsWhatItIsToldToAndNothingElse() throws IOException {
    cluster = with(
        new AnswerPatterns(Pattern.compile("state: master"), Pattern.compile("state: .*"),
            Pattern.compile("up [0-9]+ days"), Pattern.compile("down")),
        Optional.empty());
    a.set("role", "state: slave");
    assertThat(cluster.role(primary())).isEqualTo(NodeRole.BACKUP);
    a.set("role", "state: master");
    assertThat(cluster.role(primary())).as("both match").isEqualTo(NodeRole.UNKNOWN);
    a.set("role", "primary");
    assertThat(cluster.role(primary())).isEqualTo(NodeRole.UNKNOWN);

    a.set("agent", "up 12 days");
    assertThat(cluster.writers(primary())).isEqualTo(WriterState.RUNNING);
    a.set("agent", "down");
    assertThat(cluster.writers(primary())).isEqualTo(WriterState.QUIESCED);
    a.set("agent", "down, or so it seems");
    assertThat(cluster.writers(primary())).isEqualTo(WriterState.UNKNOWN);
  }

  @Test
  void hasNothingToDoWhereThereIsNoCommand() throws IOException {
    commands.remove(NodeVerb.UPGRADE);
    cluster = with(AnswerPatterns.DEFAULT, Optional.empty());

    assertThat(cluster.upgrade(primary()))
        .isEqualTo(new JobProgress.Exited(0, "nothing to upgrade"));
    cluster.setNormal(primary());
    assertThat(a.lines("commands.log")).isEmpty();
    assertThat(jobs.all()).isEmpty();
  }

  @Test
  void keepsSecretsOutOfTheRecordAndTheComplaint() throws IOException {
    commands.put(NodeVerb.QUIESCE, List.of("sh", "-c",
        "echo connected with token=t0psecret; echo wrong password: hunter2 >&2; exit \"$1\"", "sh",
        "5", "--password", "swordfish"));
    cluster = with(AnswerPatterns.DEFAULT, Optional.empty());

    assertThatThrownBy(() -> cluster.quiesce(primary())).isInstanceOf(NodeException.class)
        .hasMessageContaining("wrong password: ***").hasMessageNotContaining("hunter2");
    assertThat(jobs.all()).singleElement().satisfies(job -> assertThat(job.toString())
        .doesNotContain("t0psecret", "hunter2", "swordfish").contains("token=***", "--password"));
  }

  private NodeCluster with(AnswerPatterns answers, Optional<Pattern> question) {
    return NodeCluster.of(Plans.withCluster(List.of(a.inPlan(), b.inPlan()),
        new ClusterSettings(ClusterSettings.Adapter.COMMANDS, commands, question, Optional.empty(),
            Optional.empty(), Duration.ofSeconds(30), ClusterSettings.NameCheck.FROM_NODES, answers,
            Optional.empty())),
        new NoRunCommands(), jobs, Clock.systemUTC());
  }
}
