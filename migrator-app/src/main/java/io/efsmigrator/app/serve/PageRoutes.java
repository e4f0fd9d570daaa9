package io.efsmigrator.app.serve;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What answers to which address. */
@Configuration(proxyBeanMethods = false)
class PageRoutes {

  private static final String HERE = "io/efsmigrator/app/";
  private static final int LONGEST_COMMENT = 1_000;

  @Bean
  RouterFunction<ServerResponse> routes(PageSettings settings, LiveStream live) {
    Template page = template();
    RouterFunctions.Builder routes = RouterFunctions.route()
        .GET("/", request -> show(page, request))
        .GET("/live", request -> live.open(request.param("migration")))
        .resources("/page/*", new ClassPathResource(HERE + "serve/page/"))
        .resources("/look/*", new ClassPathResource(HERE + "report/look/"))
        .resources("/uplot/*",
            new ClassPathResource("META-INF/resources/webjars/uplot/1.6.30/dist/"));
    settings.steering().ifPresent(steering -> routes.POST("/actions/{command}",
        request -> act(steering.actions(), request)));
    return routes.build();
  }

  private static ServerResponse show(Template page, ServerRequest request) {
    HttpServletRequest servlet = request.servletRequest();
    CsrfToken csrf = (CsrfToken) servlet.getAttribute(CsrfToken.class.getName());
    return ServerResponse.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .body(page.execute(Map.of("csrf", csrf.getToken())));
  }

  private static ServerResponse act(Actions actions, ServerRequest request) {
    Optional<Actions.Command> command = command(request.pathVariable("command"));
    if (command.isEmpty()) {
      return ServerResponse.notFound().build();
    }
    String comment = request.param("comment").orElse("");
    if (comment.length() > LONGEST_COMMENT) {
      return ServerResponse.badRequest().build();
    }
    Actions.Outcome outcome = actions.run(command.get(),
        command.get() == Actions.Command.APPROVE && !comment.isBlank()
            // One word, or a comment that begins with a dash would be an option.
            ? List.of("--comment=" + comment)
            : List.of());
    return ServerResponse.status(outcome.accepted() ? HttpStatus.OK : HttpStatus.CONFLICT)
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .body(outcome.words());
  }

  private static Optional<Actions.Command> command(String word) {
    for (Actions.Command command : Actions.Command.values()) {
      if (command.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  private static Template template() {
    try (Reader in = new InputStreamReader(
        new ClassPathResource(HERE + "serve/page.html").getInputStream(), StandardCharsets.UTF_8)) {
      return Mustache.compiler().escapeHTML(true).compile(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
