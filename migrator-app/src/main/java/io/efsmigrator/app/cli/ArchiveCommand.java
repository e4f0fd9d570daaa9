package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.ArchiveFile;
import io.efsmigrator.app.config.ArchiveSettings;
import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.archive.ArchiveOrder;
import io.efsmigrator.archive.ArchiveOrder.Fate;
import io.efsmigrator.archive.BucketName;
import io.efsmigrator.archive.Glob;
import io.efsmigrator.archive.StorageClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code migrator archive}: old recordings to a bucket, before the move. */
@Command(name = "archive", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator archive -c migration.yaml --bucket old --older-than 90d --dry-run",
  "  migrator archive -c migration.yaml --bucket old --older-than 90d"}, description = {
    "Stores old recordings of the source in a bucket, and has the bucket prove that it has them.",
    "Options win over the section `archive` of FILE. The same order goes on where it was."})
final class ArchiveCommand extends RunCommand {

  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([hd])");

  @Option(names = "--bucket", paramLabel = "BUCKET", description = "Where to; it has to be there.")
  @Nullable
  String bucket;

  @Option(names = "--prefix", paramLabel = "PREFIX", description = "What every key begins with.")
  @Nullable
  String prefix;

  @Option(names = "--older-than", paramLabel = "TIME", description = "Only what has not been changed for so long: 1h at least, such as 90d.")
  @Nullable
  String olderThan;

  @Option(names = "--include", paramLabel = "GLOB", description = "Only what matches one of these; * and ? stop at a slash, ** does not.")
  List<String> include = new ArrayList<>();

  @Option(names = "--exclude", paramLabel = "GLOB", description = "Nothing that matches one of these.")
  List<String> exclude = new ArrayList<>();

  @Option(names = "--min-size", paramLabel = "SIZE", description = "Only files of this size or larger, such as 500K.")
  @Nullable
  String minSize;

  @Option(names = "--max-size", paramLabel = "SIZE", description = "Only files of this size or smaller.")
  @Nullable
  String maxSize;

  @Option(names = "--storage-class", paramLabel = "CLASS", description = "One of: ${COMPLETION-CANDIDATES}.")
  @Nullable
  StorageClass storageClass;

  @Option(names = "--delete-after-verify", description = "Delete from the source what the bucket has proved to have.")
  boolean deleteAfterVerify;

  @Option(names = "--dry-run", description = "Only look and count: nothing is stored, nothing deleted.")
  boolean dryRun;

  ArchiveCommand(Supplier<Launcher> launcher) {
    super(launcher);
  }

  @Override
  RunResult run(Supplier<Launcher> launcher, RunListener listener) {
    MigrationConfig config = state.requiredConfig();
    ArchiveOrder order = order(config.archive());
    if (config.sandbox().isPresent() && config.archive().endpoint().isEmpty() && !dryRun) {
      throw new OperatorError(ExitCode.USAGE, "a sandbox has no bucket of its own",
          "Name a server that speaks S3 with archive.endpoint, or use --dry-run.");
    }
    // A demo may play with somebody's real directory, which it promised only to read.
    if (order.fate() == Fate.DELETE_AFTER_VERIFY && config.sandbox()
        .filter(sandbox -> !config.plan().sourceRoot().startsWith(sandbox.directory()))
        .isPresent()) {
      throw new OperatorError(ExitCode.REFUSED, "the source of this sandbox is not its own",
          "Archive without --delete-after-verify; a demo never changes a given --source.");
    }
    return launcher.get().archive(config, order, state.repository(), listener);
  }

  private ArchiveOrder order(ArchiveSettings file) {
    if (dryRun && deleteAfterVerify) {
      throw usage("--dry-run and --delete-after-verify say opposite things", "Give one of them.");
    }
    ArchiveSettings asked = new ArchiveSettings(
        optional("--bucket", bucket, BucketName::new).or(file::bucket),
        Objects.requireNonNullElse(prefix, file.prefix()),
        optional("--older-than", olderThan, ArchiveCommand::time).or(file::olderThan),
        include.isEmpty() ? file.include() : globs("--include", include),
        exclude.isEmpty() ? file.exclude() : globs("--exclude", exclude),
        optional("--min-size", minSize, ArchiveFile::size).orElse(file.minBytes()),
        optional("--max-size", maxSize, ArchiveFile::size).orElse(file.maxBytes()),
        Objects.requireNonNullElse(storageClass, file.storageClass()), file.region(),
        file.endpoint(), file.threads());
    BucketName into = asked.bucket().orElseThrow(() -> usage("into which bucket?",
        "Name it with --bucket or archive.bucket; it has to be there already."));
    Duration age = asked.olderThan().orElseThrow(() -> usage("how old is old?",
        "Say it with --older-than or archive.older-than, such as 90d."));
    Fate fate = dryRun
        ? Fate.DRY_RUN
        : deleteAfterVerify ? Fate.DELETE_AFTER_VERIFY : Fate.KEEP;
    try {
      return asked.order(into, age, fate);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()), "Correct the option; see docs/cli.md.");
    }
  }

  private static List<Glob> globs(String option, List<String> texts) {
    return texts.stream().map(text -> optional(option, text, Glob::new).orElseThrow()).toList();
  }

  private static <T> Optional<T> optional(String option, @Nullable String text,
      Function<String, T> type) {
    try {
      return Optional.ofNullable(text).map(type);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw usage(option + ": " + e.getMessage(), "Correct it; see docs/cli.md.");
    }
  }

  private static Duration time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a time such as 12h or 90d");
    }
    long amount = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("h") ? Duration.ofHours(amount) : Duration.ofDays(amount);
  }

  private static OperatorError usage(String what, String remedy) {
    return new OperatorError(ExitCode.USAGE, what, remedy);
  }
}
