package dev.taskhub.security;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.stream.Stream;
import org.apache.camel.api.management.JmxSystemPropertyKeys;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.mustache.MustacheAutoConfiguration;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The real security and console over real HTTP, with a dummy behind every door. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = HttpTest.Hub.class,
        properties = {
            "spring.datasource.url=jdbc:sqlite:file:security?mode=memory&cache=shared",
            "taskhub.security.admin-password=" + HttpTest.PASSWORD,
            "taskhub.security.token=" + HttpTest.TOKEN,
            "taskhub.security.encryption-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "taskhub.home=target",
            "management.endpoints.web.exposure.include=health,hawtio,jolokia,prometheus",
            "management.endpoint.health.probes.enabled=true",
            "camel.main.name=taskhub",
            "camel.main.routes-include-pattern=classpath:console/tick.camel.yaml"
        })
@ContextConfiguration(initializers = HttpTest.WithJmx.class)
@AutoConfigureObservability(tracing = false)
abstract class HttpTest {

    /** Camel's test support switches JMX off for the whole process; the console is nothing without it. */
    static final class WithJmx implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            System.clearProperty(JmxSystemPropertyKeys.DISABLED);
        }
    }

    static final String PASSWORD = "correct horse battery";
    static final String TOKEN = "machine-token";

    @LocalServerPort
    private int port;

    final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path));
    }

    HttpRequest.Builder asAdmin(String path) {
        var login = ("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        return request(path)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }

    HttpRequest.Builder asMachine(String path) {
        return request(path).header("Authorization", "Bearer " + TOKEN);
    }

    HttpResponse<String> get(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(HttpRequest.Builder request, String body) throws IOException, InterruptedException {
        return client.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** Bears no stereotype, so that no scan of the hub's own packages takes it for a part of the hub. */
    @EnableAutoConfiguration(exclude = MustacheAutoConfiguration.class)
    @Import({
        SecurityConfiguration.class,
        Accounts.class,
        AccessTokens.class,
        Bearers.class,
        ConsoleLogin.class,
        Doors.class,
        EncryptionKey.class,
        LoginSessions.class,
        LoginThrottle.class,
        People.class,
        SignedTokens.class
    })
    static class Hub {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        RouterFunction<ServerResponse> dummies() {
            return Stream.of("/api/**", "/hooks/**", "/mcp", "/webhook/x", "/other")
                    .map(path -> RouterFunctions.route(RequestPredicates.path(path), request -> ServerResponse.ok()
                            .body("in")))
                    .reduce(RouterFunction::and)
                    .orElseThrow();
        }
    }
}
