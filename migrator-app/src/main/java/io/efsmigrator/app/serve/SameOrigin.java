package io.efsmigrator.app.serve;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site's page asks for, even with the token.
 *
 * <p>A browser names the page that asks in {@code Origin}, and says in {@code Sec-Fetch-Site} whether it
 * is ours. Following a link is not asking.
 */
final class SameOrigin extends OncePerRequestFilter {

  private static final Set<String> OURS = Set.of("same-origin", "none");

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
      FilterChain chain) throws ServletException, IOException {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String site = request.getHeader("Sec-Fetch-Site");
    boolean foreign = origin != null
        && !origin.equals("http://" + request.getHeader(HttpHeaders.HOST));
    boolean fetched = site != null && !OURS.contains(site)
        && !"navigate".equals(request.getHeader("Sec-Fetch-Mode"));
    if (foreign || fetched) {
      Refusals.send(response, HttpServletResponse.SC_FORBIDDEN, "Refused: another site asked.");
      return;
    }
    chain.doFilter(request, response);
  }
}
