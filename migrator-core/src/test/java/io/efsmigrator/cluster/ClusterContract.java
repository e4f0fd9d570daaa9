package io.efsmigrator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.efs.DnsName;
import org.junit.jupiter.api.Test;

/**
 * What every cluster holds to: the fake, and each adapter on nodes of its kind. The nodes are
 * healthy, both on the same file system, their writers at work; nothing was ordered yet.
 */
public abstract class ClusterContract {

  private static final DnsName ELSEWHERE = new DnsName(
      "fs-00000000000000b0b.efs.us-east-1.amazonaws.com");
  private static final int MOST_POLLS = 2_000;

  protected abstract Nodes nodes();

  protected abstract Cluster cluster();

  protected abstract NodeName primary();

  protected abstract NodeName backup();

  /** The file system that both nodes use. */
  protected abstract DnsName endpoint();

  /** Gives a detached command a moment to go on. */
  protected abstract void pass();

  /** How many upgrades were really started on a node, by its own account. */
  protected abstract long upgradesStarted(NodeName node);

  @Test
  void tellsWhatIsThere() {
    assertThat(nodes().role(primary())).isEqualTo(NodeRole.PRIMARY);
    assertThat(nodes().role(backup())).isEqualTo(NodeRole.BACKUP);
    assertThat(nodes().health(primary())).isEqualTo(new NodeHealth.Healthy());
    assertThat(nodes().endpoint(primary())).contains(endpoint());
    assertThat(nodes().endpoint(backup())).contains(endpoint());
    assertThat(nodes().writers(primary())).isNotEqualTo(WriterState.QUIESCED);
  }

  @Test
  void switchesOneNodeAndNotTheOther() {
    cluster().quiesce(primary());
    cluster().switchEndpoint(primary(), ELSEWHERE);

    assertThat(nodes().endpoint(primary())).contains(ELSEWHERE);
    assertThat(nodes().endpoint(backup())).contains(endpoint());
  }

  @Test
  void switchesToWhereItIsAlready() {
    cluster().switchEndpoint(backup(), endpoint());

    assertThat(nodes().endpoint(backup())).contains(endpoint());
  }

  @Test
  void pausesAndResumesWritersAnyNumberOfTimes() {
    cluster().quiesce(primary());
    cluster().quiesce(primary());
    assertThat(nodes().writers(primary())).isNotEqualTo(WriterState.RUNNING);
    assertThat(nodes().writers(backup())).isNotEqualTo(WriterState.QUIESCED);

    cluster().resume(primary());
    cluster().resume(primary());
    assertThat(nodes().writers(primary())).isNotEqualTo(WriterState.QUIESCED);
  }

  @Test
  void upgradesOnceHoweverOftenItIsAsked() {
    assertThat(upgraded(primary())).isInstanceOfSatisfying(JobProgress.Exited.class,
        exited -> assertThat(exited.exitCode()).isZero());
    assertThat(cluster().upgrade(primary())).isInstanceOf(JobProgress.Exited.class);

    assertThat(upgradesStarted(primary())).isEqualTo(1);
    assertThat(upgradesStarted(backup())).isZero();
  }

  @Test
  void takesNormalForAnAnswerTwice() {
    cluster().setNormal(backup());
    cluster().setNormal(backup());

    assertThat(nodes().health(primary())).isEqualTo(new NodeHealth.Healthy());
  }

  private JobProgress upgraded(NodeName node) {
    JobProgress progress = cluster().upgrade(node);
    for (int polls = 0; progress instanceof JobProgress.Running; polls++) {
      assertThat(polls).as("polls of an upgrade").isLessThan(MOST_POLLS);
      pass();
      progress = cluster().upgrade(node);
    }
    return progress;
  }
}
