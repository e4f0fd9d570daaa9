package io.efsmigrator.cluster;

import io.efsmigrator.efs.DnsName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A cluster in memory, by the rules of {@link ClusterContract}; it can be told to misbehave. */
public final class FakeCluster implements Cluster, Nodes {

  private final Map<NodeName, NodeState> states = new HashMap<>();
  private final Set<DnsName> names = new HashSet<>();
  private final Set<NodeName> fenced = new HashSet<>();
  private final Set<NodeName> started = new HashSet<>();
  private final List<String> orders = new ArrayList<>();

  /** What is to be known of one node; tests change it at will. */
  public static final class NodeState {
    public NodeRole role;
    public NodeHealth health = new NodeHealth.Healthy();
    public Optional<DnsName> endpoint;
    public WriterState writers = WriterState.RUNNING;
    /** What the next calls of upgrade answer; the last one stays. */
    public final List<JobProgress> upgrade = new ArrayList<>(
        List.of(new JobProgress.Running("fetching"), new JobProgress.Exited(0, "done")));
    /** The node accepts orders and does nothing. */
    public Obedience obedience = Obedience.WILLING;
    public Optional<NodeException> silence = Optional.empty();

    private NodeState(NodeRole role, DnsName endpoint) {
      this.role = role;
      this.endpoint = Optional.of(endpoint);
    }
  }

  /** Whether a node does what it is told. */
  public enum Obedience {
    WILLING, IDLE
  }

  public NodeState add(NodeName node, NodeRole role, DnsName endpoint) {
    NodeState state = new NodeState(role, endpoint);
    states.put(node, state);
    return state;
  }

  public NodeState node(NodeName node) {
    return Optional.ofNullable(states.get(node)).orElseThrow();
  }

  /** From now on every node resolves that name. */
  public void announce(DnsName name) {
    names.add(name);
  }

  /** From now on that node is kept away from every mount target, or let in again. */
  public void fence(NodeName node) {
    fenced.add(node);
  }

  public void letIn(NodeName node) {
    fenced.remove(node);
  }

  /** Everything that was ordered, oldest first; questions leave no trace. */
  public List<String> orders() {
    return List.copyOf(orders);
  }

  @Override
  public NodeRole role(NodeName node) {
    return asked(node).role;
  }

  @Override
  public NodeHealth health(NodeName node) {
    return asked(node).health;
  }

  @Override
  public Optional<DnsName> endpoint(NodeName node) {
    return asked(node).endpoint;
  }

  @Override
  public WriterState writers(NodeName node) {
    return asked(node).writers;
  }

  @Override
  public boolean resolves(NodeName node, DnsName name) {
    asked(node);
    return names.contains(name);
  }

  @Override
  public boolean reaches(NodeName node, DnsName name) {
    return resolves(node, name) && !fenced.contains(node);
  }

  @Override
  public JobProgress upgrade(NodeName node) {
    NodeState state = asked(node);
    if (started.add(node)) {
      orders.add("upgrade " + node);
    }
    return state.upgrade.size() > 1 ? state.upgrade.removeFirst() : state.upgrade.getFirst();
  }

  @Override
  public void switchEndpoint(NodeName node, DnsName endpoint) {
    order("switchEndpoint " + endpoint, node, state -> state.endpoint = Optional.of(endpoint));
  }

  @Override
  public void quiesce(NodeName node) {
    order("quiesce", node, state -> state.writers = WriterState.QUIESCED);
  }

  @Override
  public void resume(NodeName node) {
    order("resume", node, state -> state.writers = WriterState.RUNNING);
  }

  @Override
  public void setNormal(NodeName node) {
    order("setNormal", node, state -> {});
  }

  private void order(String what, NodeName node, Consumer<NodeState> effect) {
    NodeState state = asked(node);
    orders.add(what + " " + node);
    if (state.obedience == Obedience.WILLING) {
      effect.accept(state);
    }
  }

  private NodeState asked(NodeName node) {
    NodeState state = node(node);
    state.silence.ifPresent(silence -> {
      throw silence;
    });
    return state;
  }
}
