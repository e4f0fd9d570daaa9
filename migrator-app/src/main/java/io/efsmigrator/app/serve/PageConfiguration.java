package io.efsmigrator.app.serve;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A web server, Spring Security and Actuator: none of the parts that run a migration, because this
 * process only looks.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {BatchAutoConfiguration.class, BatchJdbcAutoConfiguration.class,
  DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class,
  UserDetailsServiceAutoConfiguration.class})
@Import({PageRoutes.class, SecurityConfiguration.class})
class PageConfiguration {

  @Bean
  Looks looks(PageSettings settings) {
    return Looks.of(settings);
  }

  @Bean(destroyMethod = "close")
  LiveStream liveStream(Looks looks, PageSettings settings) {
    return new LiveStream(looks, settings);
  }

  @Bean
  MigrationHealth migration(Looks looks) {
    return new MigrationHealth(looks);
  }

  @Bean
  MigrationMetrics metrics(Looks looks, PrometheusRegistry registry) {
    MigrationMetrics metrics = new MigrationMetrics(looks);
    registry.register(metrics);
    return metrics;
  }
}
