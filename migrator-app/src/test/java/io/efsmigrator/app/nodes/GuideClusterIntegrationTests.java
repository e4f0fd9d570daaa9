package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.efsmigrator.cluster.JobProgress;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeJob;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.plan.Plans;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuideClusterIntegrationTests extends NodeClusterContract<TestNode> {

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"),
      ZoneOffset.UTC);

  @Override
  TestNode node(String name, NodeRole role) throws IOException {
    return new TestNode(parent, name, role, endpoint());
  }

  @Override
  NodeCluster newCluster() {
    return NodeCluster.of(Plans.withNodes(List.of(a.inPlan(), b.inPlan())),
        new NoRunCommands(), jobs, CLOCK);
  }

  @Test
  void answersNoToTheDataQuestion() throws IOException {
    cluster.switchEndpoint(primary(), TARGET);

    assertThat(a.lines("commands.log"))
        .containsExactly("ClusterEFSendpoint " + TARGET, "answer no");
  }

  @Test
  void answersNothingToAQuestionItDoesNotKnow() throws IOException {
    a.set("question", "Really erase everything? [yes/no] ");

    refuses(Kind.UNEXPECTED_PROMPT, () -> cluster.switchEndpoint(primary(), TARGET));
    assertThat(a.lines("commands.log")).doesNotContain("answer no");
    assertThat(a.lines("endpoint")).containsExactly(endpoint().value());
  }

  @Test
  void takesNoStrangeAnswerForARole() throws IOException {
    a.set("role", "Primary (or so it seems)");
    b.set("role", "");

    assertThat(cluster.role(primary())).isEqualTo(NodeRole.UNKNOWN);
    assertThat(cluster.role(backup())).isEqualTo(NodeRole.UNKNOWN);
  }

  @Test
  void takesNoStrangeAnswerForAnEndpoint() throws IOException {
    a.set("endpoint", "$(reboot)");

    assertThat(cluster.endpoint(primary())).isEmpty();
  }

  @Test
  void judgesByTheLastWordOfTheAgentLog() throws IOException {
    a.set("agent.log", "ERROR no peer\ncluster-agent: node is healthy\nsome noise");
    assertThat(cluster.health(primary())).isEqualTo(new NodeHealth.Healthy());

    a.set("agent.log", "node is healthy\ncluster-agent: ERROR no peer");
    assertThat(cluster.health(primary()))
        .isEqualTo(new NodeHealth.Broken("cluster-agent: ERROR no peer"));

    a.set("agent.log", "the node is not healthy");
    assertThat(cluster.health(primary())).isInstanceOf(NodeHealth.Broken.class);

    a.set("agent.log", "");
    assertThat(cluster.health(primary())).isInstanceOf(NodeHealth.Unclear.class);
  }

  @Test
  void tellsThatANodeCannotSayWhetherItsWritersRun() throws IOException {
    a.set("agent", "perhaps");

    assertThat(cluster.writers(primary())).isEqualTo(WriterState.UNKNOWN);
  }

  @Test
  void throwsOnACommandThatFails() throws IOException {
    a.set("normal", "3");
    refuses(Kind.FAILED, () -> cluster.setNormal(primary()));

    a.set("normal", "75");
    refuses(Kind.BUSY, () -> cluster.setNormal(primary()));
  }

  @Test
  void reattachesToARunningUpgradeAfterARestart() throws IOException {
    a.set("upgrade", "sleep 1");
    cluster.upgrade(primary());
    cluster = newCluster();

    assertThat(upgraded()).isEqualTo(new JobProgress.Exited(0, "fetching"));
    assertThat(a.lines("upgrades")).hasSize(1);
  }

  @Test
  void launchesAnAttemptThatWasOnlyRecorded() throws IOException {
    NodeJobKey key = new NodeJobKey(Plans.ID.toString(), NodeVerb.UPGRADE, primary());
    jobs.record(new NodeJob(key, 1, List.of(a.inPlan().clusterMgr(), "upgrade-cluster"),
        a.inPlan().jobsDirectory().resolve(key + ".1").toString(), NodeJob.State.STARTED,
        Optional.empty(), CLOCK.instant(), Optional.empty(), "", ""));

    assertThat(upgraded()).isInstanceOf(JobProgress.Exited.class);
    assertThat(a.lines("upgrades")).hasSize(1);
  }

  @Test
  void triesAgainOnlyAfterAFailureWasReported() throws IOException {
    a.set("upgrade", "echo no space left >&2; exit 4");
    assertThat(upgraded()).isEqualTo(new JobProgress.Exited(4, "no space left"));

    a.set("upgrade", "exit 0");
    assertThat(upgraded()).isInstanceOfSatisfying(JobProgress.Exited.class,
        exited -> assertThat(exited.exitCode()).isZero());
    assertThat(a.lines("upgrades")).hasSize(2);
    assertThat(jobs.all()).extracting(NodeJob::attempt).containsExactly(1, 2);
  }

  @Test
  void keepsEveryOrderAndTheLastAnswerOfEveryQuestionAsEvidence() {
    cluster.quiesce(primary());
    cluster.quiesce(primary());
    cluster.role(primary());
    cluster.role(primary());

    assertThat(jobs.all()).filteredOn(job -> job.key().verb() == NodeVerb.QUIESCE)
        .extracting(NodeJob::attempt, NodeJob::state).containsExactly(
            tuple(1, NodeJob.State.EXITED),
            tuple(2, NodeJob.State.EXITED));
    assertThat(jobs.all()).filteredOn(job -> job.key().verb() == NodeVerb.ROLE).singleElement()
        .satisfies(job -> assertThat(job.out()).isEqualTo("Primary\n"));
  }

  private JobProgress upgraded() {
    JobProgress progress = cluster.upgrade(primary());
    while (progress instanceof JobProgress.Running) {
      progress = cluster.upgrade(primary());
    }
    return progress;
  }

  private static void refuses(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(NodeException.class,
        refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
