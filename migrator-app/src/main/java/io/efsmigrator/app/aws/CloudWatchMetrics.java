package io.efsmigrator.app.aws;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystemLoad;
import io.efsmigrator.efs.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * {@link Metrics} over the AWS SDK: one {@code GetMetricData} with a query for each metric of
 * {@code AWS/EFS} that matters, in periods of five minutes.
 *
 * <p>Thread safe; only reads. A week has 2,016 periods, so all queries stay far below the 100,800
 * points that one call may answer; pages are followed all the same, up to a limit.
 */
public final class CloudWatchMetrics implements Metrics, AutoCloseable {

  private static final Duration PERIOD = Duration.ofMinutes(5);
  private static final int MAX_PAGES = 20;

  /** A permitted throughput that moves by more is not the same any more. */
  private static final double CHANGED = 0.1;

  /** What is asked, each with the statistic of a period that answers our question. */
  private enum Series {
    PERCENT_IO("PercentIOLimit", "Maximum"), CREDITS("BurstCreditBalance", "Minimum"),
    METERED("MeteredIOBytes", "Sum"), PERMITTED("PermittedThroughput", "Minimum"),
    CLIENTS("ClientConnections", "Sum");

    private final String metric;
    private final String statistic;

    Series(String metric, String statistic) {
      this.metric = metric;
      this.statistic = statistic;
    }

    /** Ids of queries begin with a lower case letter. */
    private String id() {
      return "q" + metric;
    }
  }

  private final CloudWatchClient client;
  private final Clock clock;

  private CloudWatchMetrics(CloudWatchClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Connects; the first call is the first that can fail. */
  public static CloudWatchMetrics connect(AwsAccess access, Clock clock) {
    return new CloudWatchMetrics(AwsClients.cloudWatch(access), clock);
  }

  @Override
  public FileSystemLoad load(FileSystemId id) {
    // Whole periods: CloudWatch rounds the times to them, and the last one is not over.
    Instant end = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
    GetMetricDataRequest request = GetMetricDataRequest.builder()
        .startTime(end.minus(FileSystemLoad.WINDOW)).endTime(end).metricDataQueries(queries(id))
        .build();
    return EfsErrors.translated("GetMetricData", () -> loadOf(points(request)));
  }

  private static List<MetricDataQuery> queries(FileSystemId id) {
    Dimension dimension = Dimension.builder().name("FileSystemId").value(id.value()).build();
    List<MetricDataQuery> queries = new ArrayList<>();
    for (Series series : Series.values()) {
      queries.add(MetricDataQuery.builder().id(series.id())
          .metricStat(stat -> stat.period((int) PERIOD.toSeconds()).stat(series.statistic)
              .metric(metric -> metric.namespace("AWS/EFS").metricName(series.metric)
                  .dimensions(dimension)))
          .build());
    }
    return queries;
  }

  private Map<Series, NavigableMap<Instant, Double>> points(GetMetricDataRequest request) {
    Map<Series, NavigableMap<Instant, Double>> points = new EnumMap<>(Series.class);
    client.getMetricDataPaginator(request).stream().limit(MAX_PAGES)
        .flatMap(page -> page.metricDataResults().stream())
        .forEach(result -> add(points, result));
    return points;
  }

  private static void add(Map<Series, NavigableMap<Instant, Double>> points,
      MetricDataResult result) {
    for (Series series : Series.values()) {
      if (series.id().equals(result.id())) {
        NavigableMap<Instant, Double> known = points.computeIfAbsent(series,
            _ -> new TreeMap<>());
        int size = Math.min(result.timestamps().size(), result.values().size());
        for (int i = 0; i < size; i++) {
          known.put(result.timestamps().get(i), result.values().get(i));
        }
      }
    }
  }

  private static FileSystemLoad loadOf(Map<Series, NavigableMap<Instant, Double>> points) {
    NavigableMap<Instant, Double> percent = series(points, Series.PERCENT_IO);
    NavigableMap<Instant, Double> credits = series(points, Series.CREDITS);
    NavigableMap<Instant, Double> permitted = series(points, Series.PERMITTED);
    OptionalDouble busy = percent.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) percent.values().stream()
            .filter(value -> value >= FileSystemLoad.BUSY_PERCENT).count() / percent.size());
    return new FileSystemLoad(percent.values().stream().mapToDouble(value -> value).max(), busy,
        last(credits), credits.values().stream().mapToDouble(value -> value).min(),
        share(series(points, Series.METERED), permitted), last(permitted), changedAt(permitted),
        perMinute(series(points, Series.CLIENTS)));
  }

  private static NavigableMap<Instant, Double> series(
      Map<Series, NavigableMap<Instant, Double>> points, Series series) {
    return points.getOrDefault(series, new TreeMap<>());
  }

  private static OptionalDouble last(NavigableMap<Instant, Double> series) {
    return series.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(series.lastEntry().getValue());
  }

  /** EFS counts the connections once a minute, and a period has five. */
  private static OptionalDouble perMinute(NavigableMap<Instant, Double> clients) {
    return clients.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(clients.lastEntry().getValue() / PERIOD.toMinutes());
  }

  private static OptionalDouble share(NavigableMap<Instant, Double> metered,
      NavigableMap<Instant, Double> permitted) {
    return metered.entrySet().stream()
        .mapToDouble(point -> point.getValue() / PERIOD.toSeconds()
            / permitted.getOrDefault(point.getKey(), Double.NaN))
        .filter(Double::isFinite).max();
  }

  private static Optional<Instant> changedAt(NavigableMap<Instant, Double> permitted) {
    Optional<Instant> changed = Optional.empty();
    double before = Double.NaN;
    for (Map.Entry<Instant, Double> point : permitted.entrySet()) {
      if (Math.abs(point.getValue() - before) > CHANGED * before) {
        changed = Optional.of(point.getKey());
      }
      before = point.getValue();
    }
    return changed;
  }

  @Override
  public void close() {
    client.close();
  }
}
