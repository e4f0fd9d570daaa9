package io.efsmigrator.app.aws;

import io.efsmigrator.cluster.ManagedInstanceId;
import io.efsmigrator.cluster.RunCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;
import software.amazon.awssdk.services.ssm.model.PingStatus;

/**
 * {@link RunCommands} of AWS Systems Manager, by the document {@code AWS-RunShellScript}, which runs
 * its parameter by {@code sh} as root.
 *
 * <p>{@code TimeoutSeconds} (30 and more) limits the delivery, {@code executionTimeout} (a parameter of
 * the document, 172800 s at most) the run. {@code GetCommandInvocation} shows 24,000 characters of
 * output and 8,000 of errors, and nothing before the end. {@code SendCommand} takes no client token.
 */
public final class SsmRunCommands implements RunCommands, AutoCloseable {

  private static final String DOCUMENT = "AWS-RunShellScript";
  private static final int MIN_DELIVERY_SECONDS = 30;
  private static final int MAX_DELIVERY_SECONDS = 3_600;
  private static final int MAX_RUN_SECONDS = 172_800;
  /** What Systems Manager shows for a script that has no exit code. */
  private static final int NOT_STARTED = -1;

  private final SsmClient client;

  private SsmRunCommands(SsmClient client) {
    this.client = client;
  }

  /** Connects; the first call is the first that can fail. */
  public static SsmRunCommands connect(AwsAccess access) {
    return new SsmRunCommands(AwsClients.ssm(access));
  }

  @Override
  public Agent agent(ManagedInstanceId node) {
    Optional<InstanceInformation> known = SsmErrors.translated("DescribeInstanceInformation",
        () -> client.describeInstanceInformation(request -> request
            .filters(InstanceInformationStringFilter.builder().key("InstanceIds")
                .values(node.value()).build())))
        .instanceInformationList().stream()
        .filter(information -> node.value().equals(information.instanceId())).findFirst();
    if (known.isEmpty()) {
      return new Agent.Away("Systems Manager does not know " + node
          + " in this Region; install its agent and give the instance a role that may use it");
    }
    return known.get().pingStatus() == PingStatus.ONLINE
        ? new Agent.Online()
        : new Agent.Away("the SSM agent of " + node + " is " + known.get().pingStatusAsString()
            + ", not Online; start amazon-ssm-agent there and look at its way to AWS");
  }

  @Override
  public String send(ManagedInstanceId node, String script, Duration deliverWithin,
      Duration runWithin) {
    int delivery = Math.clamp(deliverWithin.toSeconds(), MIN_DELIVERY_SECONDS,
        MAX_DELIVERY_SECONDS);
    int run = Math.clamp(runWithin.toSeconds(), 1, MAX_RUN_SECONDS);
    return Objects.requireNonNull(SsmErrors.translated("SendCommand",
        () -> client.sendCommand(request -> request.documentName(DOCUMENT)
            .instanceIds(node.value()).timeoutSeconds(delivery).comment("efs-migrator")
            .parameters(Map.of("commands", List.of(script), "executionTimeout",
                List.of(Integer.toString(run)))))
            .command().commandId()));
  }

  @Override
  public Invocation look(ManagedInstanceId node, String order) {
    return SsmErrors.translated("GetCommandInvocation", () -> {
      try {
        return invocation(client.getCommandInvocation(
            request -> request.commandId(order).instanceId(node.value())));
      } catch (InvocationDoesNotExistException e) {
        return new Invocation.Unseen();
      }
    });
  }

  private static Invocation invocation(GetCommandInvocationResponse shown) {
    Integer code = shown.responseCode();
    int exitCode = code == null ? NOT_STARTED : code;
    String reason = shown.statusAsString() + " (" + shown.statusDetails() + ")";
    return switch (shown.status()) {
      case PENDING, DELAYED -> new Invocation.Waiting();
      case IN_PROGRESS, CANCELLING -> new Invocation.Running();
      case SUCCESS -> ended(Math.max(exitCode, 0), shown);
      // Failed without an exit code: undeliverable, or the agent could not start it.
      case FAILED -> exitCode == NOT_STARTED
          ? new Invocation.NeverRun(reason)
          : ended(exitCode, shown);
      case TIMED_OUT, CANCELLED -> isNeverRun(shown, exitCode)
          ? new Invocation.NeverRun(reason)
          : new Invocation.Stopped(reason);
      // A word of a newer API: looked at again until the caller's patience ends.
      case UNKNOWN_TO_SDK_VERSION -> new Invocation.Running();
    };
  }

  private static boolean isNeverRun(GetCommandInvocationResponse shown, int exitCode) {
    String details = String.valueOf(shown.statusDetails()).replace(" ", "");
    if (details.equals("DeliveryTimedOut")) {
      return true;
    }
    // A run that timed out may have no exit code either.
    return exitCode == NOT_STARTED && !details.equals("ExecutionTimedOut")
        && Objects.requireNonNullElse(shown.executionStartDateTime(), "").isBlank();
  }

  private static Invocation ended(int exitCode, GetCommandInvocationResponse shown) {
    return new Invocation.Ended(exitCode, text(shown.standardOutputContent()),
        text(shown.standardErrorContent()));
  }

  private static String text(String output) {
    return Objects.requireNonNullElse(output, "");
  }

  @Override
  public void cancel(ManagedInstanceId node, String order) {
    SsmErrors.translated("CancelCommand", () -> client
        .cancelCommand(request -> request.commandId(order).instanceIds(node.value())));
  }

  @Override
  public void close() {
    client.close();
  }
}
