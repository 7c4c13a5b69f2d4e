package dev.taskhub.sandbox;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Opens {@code /sandbox} to everybody who reaches the port; the imitated remotes check their own tokens. */
@Configuration(proxyBeanMethods = false)
@Profile({"sandbox", "sandbox-only"})
class SandboxSecurity {

    private static final String PATH = "/sandbox/";

    @Bean
    @Order(1)
    SecurityFilterChain sandboxChain(HttpSecurity http) throws Exception {
        return open(http.securityMatcher(PATH + "**"))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Where there is no hub, everything else is closed. */
    @Bean
    @Order(2)
    @Profile("sandbox-only")
    SecurityFilterChain nothingElseChain(HttpSecurity http) throws Exception {
        return open(http)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    private static HttpSecurity open(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    /** As strict as ever, but for what table names may hold under {@code /sandbox}: {@code Parts%2FSpares}. */
    @Bean
    HttpFirewall sandboxFirewall() {
        var strict = new StrictHttpFirewall();
        var lenient = new StrictHttpFirewall();
        lenient.setAllowUrlEncodedSlash(true);
        lenient.setAllowUrlEncodedDoubleSlash(true);
        lenient.setAllowUrlEncodedPercent(true);
        lenient.setAllowSemicolon(true);
        return new HttpFirewall() {
            @Override
            public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
                String address = request.getRequestURI();
                // behind a raw ";" the server leaves "..;" out and goes elsewhere; a table's name has it as %3B
                boolean sandbox = address.startsWith(PATH) && address.indexOf(';') < 0;
                return (sandbox ? lenient : strict).getFirewalledRequest(request);
            }

            @Override
            public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
                return strict.getFirewalledResponse(response);
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> sandboxConnector() {
        return factory -> {
            factory.addEngineValves(new Disconnect());
            factory.addConnectorCustomizers(connector -> {
                connector.setEncodedSolidusHandling("passthrough");
                connector.setProperty("relaxedQueryChars", "[]{}|^`\"<>\\");
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    // the vendor takes addresses of 16,000 characters
                    http.setMaxHttpRequestHeaderSize(Math.max(http.getMaxHttpRequestHeaderSize(), 64 * 1024));
                }
            });
        };
    }
}
