package dev.taskhub.mcp;

import dev.taskhub.api.Breakers;
import dev.taskhub.convex.ConvexNews;
import dev.taskhub.sync.ChangeListener;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** All of the hub but Camel and the console, on SQLite, with its MCP door open over real HTTP. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = McpTestHub.Hub.class,
        properties = {
            "taskhub.security.admin-password=correct horse battery",
            "taskhub.security.token=" + McpTestHub.TOKEN,
            "taskhub.convex.subscribe=false"
        })
abstract class McpTestHub {

    static final String TOKEN = "machine-token";

    private static final Path HOME = home();

    @LocalServerPort
    private int port;

    @Autowired
    JdbcClient jdbc;

    final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("taskhub.home", HOME::toString);
        registry.add("taskhub.dashboard.file", () -> HOME.resolve("DASHBOARD.md"));
        registry.add("taskhub.agent.inboxes", () -> HOME.resolve("agents"));
        registry.add(
                "spring.datasource.url",
                () -> "jdbc:sqlite:" + HOME.resolve("taskhub.db")
                        + "?journal_mode=WAL&transaction_mode=IMMEDIATE&busy_timeout=10000");
    }

    private static Path home() {
        try {
            return Files.createTempDirectory("taskhub-mcp");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path dashboard() {
        return HOME.resolve("DASHBOARD.md");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** A client of the earlier era that has introduced itself; {@code headers} are sent with every message. */
    McpSyncClient client(Map<String, String> headers) {
        var transport = HttpClientStreamableHttpTransport.builder(url())
                .endpoint("/mcp")
                .httpRequestCustomizer((request, method, uri, body, context) -> {
                    request.setHeader("Authorization", "Bearer " + TOKEN);
                    headers.forEach(request::setHeader);
                })
                .build();
        McpSyncClient client = McpClient.sync(transport).build();
        client.initialize();
        return client;
    }

    /** Sends {@code body} with the token, and with {@code headers}: name, value, name, value. */
    HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        return send(
                request("/mcp")
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(BodyPublishers.ofString(body)),
                headers);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws IOException, InterruptedException {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    void clear() {
        Stream.of(
                        "task",
                        "task_dependency",
                        "task_request",
                        "lease",
                        "task_event",
                        "comment",
                        "time_entry",
                        "applied_list",
                        "outbox",
                        "conflict",
                        "link")
                .forEach(table -> jdbc.sql("DELETE FROM " + table).update());
        jdbc.sql("UPDATE counter SET value = 0").update();
    }

    /** Bears no stereotype, so that no scan of the hub's own packages takes it for a part of the hub. */
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    @ConfigurationPropertiesScan("dev.taskhub")
    @ComponentScan(
            basePackages = "dev.taskhub",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern =
                                    "dev\\.taskhub\\.((camel|sandbox)\\..*|TaskHub.*|StartMessage|security\\.ConsoleLogin|.*(Test|IT)(\\$.*)?|it\\..*|deploy\\..*)"))
    static class Hub {

        @Bean
        Breakers breakers() {
            return Map::of;
        }

        @Bean
        ChangeListener followers() {
            return () -> {};
        }

        @Bean
        ConvexNews convexNews() {
            return () -> {};
        }
    }
}
