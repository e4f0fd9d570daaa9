package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.history.Words;
import io.efsmigrator.plan.Prices;
import io.efsmigrator.scan.TreeSample;
import io.efsmigrator.stage.CopyOutlook;

/** How long and how much, for people, each with what it rests on. */
final class OutlookLines {

  private OutlookLines() {}

  static String of(CopyOutlook outlook, MigrationConfig config) {
    TreeSample sample = outlook.sample();
    if (sample.basis() == TreeSample.Basis.UNKNOWN) {
      return "size, time, cost  not known: the source could not be sampled\n";
    }
    String how = switch (sample.basis()) {
      case COUNTED -> "counted";
      case ESTIMATED -> "estimated from " + Words.count(sample.requests()) + " entries";
      case UNKNOWN -> "not known";
    };
    Table table = new Table("ESTIMATE", "VALUE");
    table.add("size", Words.count(sample.files()) + " files, " + Words.count(sample.directories())
        + " directories, " + Words.bytes(sample.bytes()) + "; " + how);
    table.add("copy", "about " + Words.duration(outlook.copy()) + ": at most "
        + Words.count(Math.round(outlook.filesPerSecond())) + " files/s at "
        + sample.latency().toNanos() / 1_000 + " us a request, and what throughput allows");
    table.add("verify", "about " + Words.duration(outlook.verify())
        + "; delta passes and the final pass come on top");
    table.add("burst credits", Words.bytes(outlook.sourceCredits()) + " of the source, "
        + Words.bytes(outlook.targetCredits()) + " of the target");
    CopyOutlook.Costs costs = outlook.costs();
    table.add("cost, as planned", costs.storageDay() + " USD a day for the data held twice, and "
        + costs.raisedDay() + " USD a day for raised throughput");
    table.add("cost, raised", costs.guideDay()
        + " USD a day for 100 MiB/s on both, a day at least");
    table.add("cost, elastic", costs.elasticOnce()
        + " USD once, if both were Elastic (not with Max I/O)");
    Prices prices = config.prices();
    table.add("prices",
        prices.basis() + ", as of " + prices.asOf() + "; see `prices:` in the file");
    return table.toString();
  }
}
