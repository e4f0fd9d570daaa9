package io.efsmigrator.app.serve;

import jakarta.servlet.DispatcherType;
import java.util.HashSet;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may ask for what: everything is forbidden that is not named here. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /** Scripts and styles from files of ours only, and no text is ever taken for markup. */
  static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
      + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
      + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  /** A name that somebody else has pointed at this address is none of ours. */
  @Bean
  StrictHttpFirewall hostNames(PageSettings settings) {
    Set<String> known = new HashSet<>(LOOPBACK);
    known.addAll(settings.hostNames());
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHostnames(known::contains);
    return firewall;
  }

  @Bean
  SecurityFilterChain chain(HttpSecurity http, PageSettings settings, AccessToken token) {
    http.authorizeHttpRequests(requests -> {
      // What goes on or went wrong inside of a request that was let in before.
      requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
      requests.requestMatchers(HttpMethod.GET).authenticated();
      if (settings.steering().isPresent()) {
        requests.requestMatchers(HttpMethod.POST, "/actions/*").authenticated();
      }
      requests.anyRequest().denyAll();
    });
    http.addFilterBefore(new SameOrigin(), CsrfFilter.class)
        .addFilterBefore(new TokenLogin(token), AuthorizationFilter.class)
        .exceptionHandling(refusals -> refusals
            .authenticationEntryPoint((request, response, reason) -> Refusals.send(response, 401,
                "Open the whole address that `migrator serve` printed."))
            .accessDeniedHandler(
                (request, response, reason) -> Refusals.send(response, 403, "Refused.")))
        .requestCache(cache -> cache.disable()).logout(logout -> logout.disable())
        .httpBasic(basic -> basic.disable()).formLogin(form -> form.disable())
        .headers(headers -> headers
            .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
            .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
            .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
            .crossOriginResourcePolicy(
                policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN)));
    return http.build();
  }
}
