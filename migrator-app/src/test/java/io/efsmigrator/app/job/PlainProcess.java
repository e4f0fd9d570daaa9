package io.efsmigrator.app.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The toy job on Spring Boot, Spring Batch and H2 as they come, in a process of its own: nothing of
 * this application is in it, so that what happens to it is theirs.
 */
final class PlainProcess {

  private static final Duration POLL = Duration.ofMillis(10);

  private PlainProcess() {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Plain {}

  /** Arguments: file of the database, file to write to, what to do at number 50: {@code halt} or {@code block}. */
  public static void main(String[] arguments) throws Exception {
    Path out = Path.of(arguments[1]);
    ConfigurableApplicationContext context = new SpringApplicationBuilder(Plain.class)
        .web(WebApplicationType.NONE)
        .properties("spring.main.banner-mode=off", "spring.batch.job.enabled=false",
            "spring.batch.jdbc.initialize-schema=always", "spring.flyway.enabled=false",
            "spring.datasource.url=jdbc:h2:file:" + arguments[0],
            "spring.datasource.username=sa", "logging.level.root=error")
        .run();
    JobRepository repository = context.getBean(JobRepository.class);
    Job job = new JobBuilder(Toy.JOB, repository).start(new StepBuilder(Toy.STEP, repository)
        .<Integer, Integer>chunk(Toy.CHUNK)
        .transactionManager(context.getBean(PlatformTransactionManager.class))
        .reader(new Numbers()).writer(chunk -> {
          if (chunk.getItems().getFirst() == 50) {
            at50(arguments[2]);
          }
          for (Integer number : chunk) {
            Files.writeString(out, number + "\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
          }
        }).build()).build();
    var _ = context.getBean(JobOperator.class).start(job,
        new JobParametersBuilder().addString("migration", "toy.1", true).toJobParameters());
    context.close();
  }

  private static void at50(String what) {
    if (what.equals("halt")) {
      // As a kill does: no hook runs.
      Runtime.getRuntime().halt(137);
    }
    System.out.println("blocked");
    System.out.flush();
    while (true) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static final class Numbers implements ItemStreamReader<Integer>, ItemStream {
    private int next;

    @Override
    public void open(ExecutionContext context) {
      next = context.getInt("position", 0);
    }

    @Override
    public void update(ExecutionContext context) {
      context.putInt("position", next);
    }

    @Override
    public @Nullable Integer read() {
      return next < Toy.ITEMS ? next++ : null;
    }
  }
}
