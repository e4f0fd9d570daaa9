package io.efsmigrator.app.serve;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in whoever knows the token: a browser by the printed address, once, for a cookie; a program,
 * such as Prometheus, by a header with every request.
 *
 * <p>The browser is sent on to an address without the token, so that it stays out of its history.
 */
final class TokenLogin extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final AccessToken token;

  TokenLogin(AccessToken token) {
    this.token = token;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
      FilterChain chain) throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    String inAddress = inAddress(request);
    if (inAddress != null && token.is(inAddress)) {
      if (request.getSession(false) != null) {
        request.changeSessionId();
      }
      new HttpSessionSecurityContextRepository().saveContext(operator(), request, response);
      response.setHeader(HttpHeaders.LOCATION, "/");
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      return;
    }
    if (header != null && header.startsWith(BEARER)
        && token.is(header.substring(BEARER.length()))) {
      SecurityContextHolder.setContext(operator());
    }
    chain.doFilter(request, response);
  }

  /** Only that of the first page: a parameter of another request says nothing. */
  private static @Nullable String inAddress(HttpServletRequest request) {
    return request.getMethod().equals("GET") && request.getRequestURI().equals("/")
        ? request.getParameter("token")
        : null;
  }

  private static SecurityContext operator() {
    return new SecurityContextImpl(
        new PreAuthenticatedAuthenticationToken("operator", "", List.of()));
  }
}
