package io.efsmigrator.app.serve;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;

/** The page, listening until it is closed. */
public final class PageServer implements AutoCloseable {

  private final ConfigurableApplicationContext spring;
  private final PageSettings settings;
  private final AccessToken token;

  private PageServer(ConfigurableApplicationContext spring, PageSettings settings,
      AccessToken token) {
    this.spring = spring;
    this.settings = settings;
    this.token = token;
  }

  /**
   * Starts listening.
   *
   * @throws OperatorError if its port is taken
   */
  public static PageServer start(PageSettings settings) {
    AccessToken token = AccessToken.random();
    try {
      ConfigurableApplicationContext spring = new SpringApplicationBuilder(PageConfiguration.class)
          .web(WebApplicationType.SERVLET).environment(environment(properties(settings, token)))
          .logStartupInfo(false).initializers(context -> {
            GenericApplicationContext generic = (GenericApplicationContext) context;
            generic.registerBean(PageSettings.class, () -> settings);
            generic.registerBean(AccessToken.class, () -> token);
          }).run();
      return new PageServer(spring, settings, token);
    } catch (ApplicationContextException e) {
      if (e.getCause() instanceof PortInUseException taken) {
        throw new OperatorError(ExitCode.FAILED, "port " + taken.getPort() + " is taken",
            "Choose another with --port; 0 takes a free one.", e);
      }
      throw e;
    }
  }

  /** The address to open, with the token. */
  public String url() {
    return origin() + "/?token=" + token.secret();
  }

  /** The address without a path. */
  String origin() {
    return "http://" + host(settings.address()) + ":"
        + spring.getEnvironment().getRequiredProperty("local.server.port");
  }

  /** What a program sends as bearer. */
  String secret() {
    return token.secret();
  }

  @Override
  public void close() {
    spring.close();
  }

  /** The name of an address as it stands in a URL. */
  private static String host(InetAddress address) {
    String text = address.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }

  /** In which these stand above all that Spring Boot would find elsewhere. */
  private static ConfigurableEnvironment environment(Map<String, Object> properties) {
    ConfigurableEnvironment environment = new StandardServletEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("serve", properties));
    return environment;
  }

  private static Map<String, Object> properties(PageSettings settings, AccessToken token) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("spring.main.banner-mode", "off");
    properties.put("logging.threshold.console", "off");
    Path log = settings.stateFolder().resolve("logs/serve.log");
    if (Files.isDirectory(settings.stateFolder())) {
      properties.put("logging.file.name", log.toString());
    }
    properties.put("server.address", settings.address().getHostAddress());
    properties.put("server.port", settings.port());
    properties.put("server.tomcat.threads.max", 16);
    // A stream never ends by itself.
    properties.put("server.shutdown", "immediate");
    properties.put("server.servlet.session.timeout", "24h");
    // Cookies know no ports: two pages of one host must not take each other's away.
    properties.put("server.servlet.session.cookie.name",
        "efs-migrator-" + Integer.toHexString(token.secret().hashCode()));
    properties.put("server.servlet.session.cookie.http-only", true);
    properties.put("server.servlet.session.cookie.same-site", "strict");
    properties.put("server.servlet.session.tracking-modes", "cookie");
    properties.put("spring.web.resources.add-mappings", false);
    properties.put("spring.mvc.async.request-timeout", "-1");
    // Nothing of Actuator but these two.
    properties.put("management.endpoints.access.default", "none");
    properties.put("management.endpoint.health.access", "read-only");
    properties.put("management.endpoint.prometheus.access", "read-only");
    properties.put("management.endpoints.web.exposure.include", "health,prometheus");
    properties.put("management.endpoints.web.discovery.enabled", false);
    properties.put("management.endpoints.jmx.exposure.exclude", "*");
    properties.put("management.endpoint.health.show-details", "always");
    properties.put("management.health.defaults.enabled", false);
    return properties;
  }
}
