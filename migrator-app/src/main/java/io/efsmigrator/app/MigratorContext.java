package io.efsmigrator.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.StatusManager;
import io.efsmigrator.app.launch.Fence;
import io.efsmigrator.app.launch.HeldException;
import io.efsmigrator.app.launch.Holder;
import io.efsmigrator.app.launch.Repositories;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunLock;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The repository of state, open for writing by this process: run lock first, then the database, its
 * schema brought up to date, then Spring Batch over it.
 *
 * <p>The lock comes first because an H2 file belongs to one process, and because two processes must
 * not bring a schema up to date together.
 */
public final class MigratorContext implements AutoCloseable {

  private final RepositorySettings settings;
  private final RunLock lock;
  private final ConfigurableApplicationContext spring;
  private final Fence fence;
  private final StopSignal stop;
  private final Runs runs;

  private MigratorContext(RepositorySettings settings, RunLock lock, Holder me,
      ConfigurableApplicationContext spring, Fence fence) {
    this.settings = settings;
    this.lock = lock;
    this.spring = spring;
    this.fence = fence;
    this.stop = new StopSignal();
    this.runs = new Runs(settings, jobRepository(), spring.getBean(JobOperator.class),
        dataSource(), lock, me, fence, stop);
  }

  /**
   * Opens the repository for one migration.
   *
   * @throws HeldException if another process works on it; nothing was changed
   * @throws OperatorError if the repository cannot be read or written
   */
  public static MigratorContext open(RepositorySettings settings, String migrationId)
      throws HeldException {
    Holder me = Holder.thisProcess();
    RunLock lock = Repositories.lock(settings, migrationId, me);
    try {
      Fence fence = new Fence();
      return new MigratorContext(settings, lock, me, spring(settings, fence), fence);
    } catch (RuntimeException e) {
      close(lock);
      throw new OperatorError(ExitCode.REFUSED,
          "The repository " + Repositories.shown(settings) + " cannot be opened: "
              + Repositories.rootMessage(e) + ".",
          "Check that disk and database are whole and have room; see the log beside it.", e);
    }
  }

  /** Starts and restarts jobs. */
  public Runs runs() {
    return runs;
  }

  /** Ends the run; given to signals, steps and other terminals. */
  public StopSignal stopSignal() {
    return stop;
  }

  /** Stands before every write. */
  public Fence fence() {
    return fence;
  }

  /** Where the repository is. */
  public RepositorySettings settings() {
    return settings;
  }

  /** Connections that work as long as the lease is held. */
  public DataSource dataSource() {
    return spring.getBean("dataSource", DataSource.class);
  }

  /** Spring Batch's repository. */
  public JobRepository jobRepository() {
    return spring.getBean(JobRepository.class);
  }

  /** The transaction manager of every step. */
  public PlatformTransactionManager transactionManager() {
    return spring.getBean(PlatformTransactionManager.class);
  }

  /** Closes the database, then lets the lock go. */
  @Override
  public void close() {
    try {
      spring.close();
    } finally {
      close(lock);
    }
  }

  private static ConfigurableApplicationContext spring(RepositorySettings settings, Fence fence) {
    // It would load classes beside this thread, and the two have been seen to wait for each other for
    // ever (spring-boot 16744). What it prepares is of no use here.
    System.setProperty("spring.backgroundpreinitializer.ignore", "true");
    Map<String, Object> properties = new HashMap<>();
    properties.put("spring.main.banner-mode", "off");
    // Hooks run side by side: Batch's would find pool and database closed.
    properties.put("spring.main.register-shutdown-hook", "false");
    properties.put("spring.batch.job.enabled", "false");
    properties.put("spring.batch.jdbc.initialize-schema", "never");
    // The run lock excludes a second creator; a serializable transaction would only fail at random.
    properties.put("spring.batch.jdbc.isolation-level-for-create", "read_committed");
    properties.put("spring.flyway.locations", "classpath:db/{vendor}");
    properties.put("logging.threshold.console", "off");
    properties.put("logging.file.name",
        settings.stateDirectory().resolve("logs/migrator.log").toString());
    return new SpringApplicationBuilder(RepositoryConfiguration.class)
        .web(WebApplicationType.NONE).properties(properties).logStartupInfo(false)
        .initializers(context -> {
          keepLoggingOffTheTerminal();
          GenericApplicationContext generic = (GenericApplicationContext) context;
          generic.registerBean(RepositorySettings.class, () -> settings);
          generic.registerBean(Fence.class, () -> fence);
        }).run();
  }

  /** A log that cannot be written (a full disk) would tell so with a stack trace on the terminal. */
  private static void keepLoggingOffTheTerminal() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
      StatusManager statuses = logging.getStatusManager();
      statuses.getCopyOfStatusListenerList().forEach(statuses::remove);
    }
  }

  private static void close(RunLock lock) {
    try {
      lock.close();
    } catch (IOException | SQLException e) {
      // The lock dies with the process at the latest.
      System.getLogger(MigratorContext.class.getName()).log(System.Logger.Level.WARNING, e);
    }
  }
}
