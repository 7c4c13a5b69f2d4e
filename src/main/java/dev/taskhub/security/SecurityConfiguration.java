package dev.taskhub.security;

import static org.springframework.security.web.util.matcher.RegexRequestMatcher.regexMatcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;

/**
 * Who is asked at the doors, and how. The doors for signed messages are open and check the signature themselves; {@link Doors}
 * says what the others ask for.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties(SecuritySettings.class)
@PropertySource("classpath:console.properties")
class SecurityConfiguration {

    private static final String CONSOLE = "/actuator/hawtio";
    private static final String OWN_CONTENT_ONLY =
            "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    AuthenticationManager logins(
            UserDetailsService accounts, PasswordEncoder passwords, AuthenticationEventPublisher events) {
        var provider = new DaoAuthenticationProvider(accounts);
        provider.setPasswordEncoder(passwords);
        var manager = new ProviderManager(provider);
        manager.setAuthenticationEventPublisher(events);
        return manager;
    }

    @Bean
    Refusal refusal(ObjectMapper json, Clock clock) {
        return new Refusal(json, clock);
    }

    /** Programs call here, so there is nobody to log in and no browser to protect: the firewall is enough. */
    @Bean
    @Order(10)
    SecurityFilterChain signedDoors() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/webhook/**"));
    }

    /** Programs with a token alone: what a browser may remember, a login or a session, opens nothing here. */
    @Bean
    @Order(15)
    SecurityFilterChain mcp(HttpSecurity http, Bearers bearers, Doors doors, Refusal refusal) throws Exception {
        return http.securityMatcher("/mcp/**")
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .anyRequest()
                                .access(doors))
                .addFilterBefore(new TokenFilter(bearers, refusal), BasicAuthenticationFilter.class)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(RequestCacheConfigurer::disable)
                .logout(LogoutConfigurer::disable)
                .csrf(CsrfConfigurer::disable)
                .build();
    }

    /** Every filter of every request would be timed by itself; the requests as such are counted elsewhere. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(20)
    SecurityFilterChain house(HttpSecurity http, Bearers bearers, Doors doors, Refusal refusal) throws Exception {
        return http.authorizeHttpRequests(requests -> requests
                        // the first dispatch of the same request was judged already
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .access(doors))
                .formLogin(form -> form.defaultSuccessUrl(CONSOLE))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusal))
                .addFilterBefore(new TokenFilter(bearers, refusal), BasicAuthenticationFilter.class)
                .exceptionHandling(refused -> refused.accessDeniedHandler(refusal)
                        .defaultAuthenticationEntryPointFor(refusal, regexMatcher("^/(api|hooks)(/.*)?$")))
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(eagerCsrfToken())
                        // these take nothing from cookies
                        .ignoringRequestMatchers("/api/auth/login", "/api/auth/refresh")
                        .ignoringRequestMatchers(SecurityConfiguration::isFromProgram))
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .addHeaderWriter(contentPolicy()))
                .build();
    }

    /** Writes the cookie with every answer: the console reads it there and sends it back as a header. */
    private static CsrfTokenRequestAttributeHandler eagerCsrfToken() {
        var handler = new CsrfTokenRequestAttributeHandler();
        handler.setCsrfRequestAttributeName(null);
        return handler;
    }

    /**
     * A browser sends a login it remembers to whoever asks, and then names the page's origin or brings its cookies; a
     * bearer token it never adds by itself.
     */
    private static boolean isFromProgram(HttpServletRequest request) {
        return TokenFilter.isBearer(request)
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                        && request.getHeader(HttpHeaders.ORIGIN) == null
                        && request.getHeader(HttpHeaders.COOKIE) == null
                        && request.getHeader("Sec-Fetch-Site") == null;
    }

    /** Hawtio brings a policy of its own, made for its scripts. */
    private static HeaderWriter contentPolicy() {
        return new DelegatingRequestMatcherHeaderWriter(
                new NegatedRequestMatcher(regexMatcher("^" + CONSOLE + ".*")),
                new ContentSecurityPolicyHeaderWriter(OWN_CONTENT_ONLY));
    }
}
