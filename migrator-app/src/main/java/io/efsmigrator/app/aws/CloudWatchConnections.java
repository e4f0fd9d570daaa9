package io.efsmigrator.app.aws;

import io.efsmigrator.efs.ClientConnections;
import io.efsmigrator.efs.FileSystemId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * {@link ClientConnections} from CloudWatch: namespace {@code AWS/EFS}, the sum by the hour.
 *
 * <p>EFS reports once a minute. Hours, because one answer has at most 1440 of them, which reach back
 * sixty days; an hour in which there was a client at any moment counts as an hour with one.
 */
public final class CloudWatchConnections implements ClientConnections, AutoCloseable {

  private static final Duration PERIOD = Duration.ofHours(1);

  private final CloudWatchClient client;

  private CloudWatchConnections(CloudWatchClient client) {
    this.client = client;
  }

  /** Connects; the first call is the first that can fail. */
  public static CloudWatchConnections connect(AwsAccess access) {
    return new CloudWatchConnections(AwsClients.cloudWatch(access));
  }

  @Override
  public Observed between(FileSystemId fileSystem, Instant from, Instant until) {
    List<Datapoint> points = EfsErrors.translated("GetMetricStatistics",
        () -> client.getMetricStatistics(request -> request.namespace("AWS/EFS")
            .metricName("ClientConnections")
            .dimensions(Dimension.builder().name("FileSystemId").value(fileSystem.value()).build())
            .startTime(from).endTime(until).period(Math.toIntExact(PERIOD.toSeconds()))
            .statistics(Statistic.SUM)).datapoints());
    // A count that is missing in an answer is not a count of nobody.
    Optional<Instant> last = points.stream().filter(point -> point.sum() == null || point.sum() > 0)
        .map(point -> point.timestamp().plus(PERIOD)).max(Comparator.naturalOrder());
    return new Observed(!points.isEmpty(),
        last.map(end -> end.isAfter(until) ? until : end));
  }

  @Override
  public void close() {
    client.close();
  }
}
