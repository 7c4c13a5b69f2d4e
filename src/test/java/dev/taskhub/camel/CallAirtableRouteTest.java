package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@CamelSpringBootTest
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties =
                "camel.main.routes-include-pattern=file:routes/airtable/call-airtable.camel.yaml,file:routes/errors.camel.yaml,file:kamelets/*.kamelet.yaml")
class CallAirtableRouteTest {
    static final Deque<Integer> answers = new ArrayDeque<>();
    static final List<String> seen = new ArrayList<>();

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry registry) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet() + " "
                    + new String(exchange.getRequestBody().readAllBytes()));
            int status = answers.isEmpty() ? 200 : answers.poll();
            byte[] body = "{\"ok\":true}".getBytes();
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        registry.add(
                "taskhub.airtable.url",
                () -> "http://127.0.0.1:" + server.getAddress().getPort() + "/sandbox/airtable");
    }

    @Configuration
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    static class Beans {
        @Bean
        RemoteDoor airtableDoor() {
            return new RemoteDoor("Bearer patX");
        }

        @Bean
        RemoteHttpClient remoteHttpClient() {
            return new RemoteHttpClient();
        }

        @Bean
        Object airtableBudget() {
            return new Budget();
        }

        @Bean
        Object airtableAnswers() {
            return new Answers();
        }
    }

    public static class Budget {
        int n;

        public void acquire() {
            n++;
            System.out.println("acquire " + n);
        }

        public void release() {
            n--;
            System.out.println("release " + n);
        }
    }

    public static class Answers {
        public void available(RemoteAnswer a) {
            if (a.status() >= 500) throw new RemoteUnavailable("status " + a.status());
        }

        public Map<String, Object> parse(RemoteAnswer a) {
            if (a.status() >= 500) throw new RemoteUnavailable("status " + a.status());
            if (a.status() >= 400) throw new RemoteRefused(a.status(), "X", "status " + a.status());
            return Map.of("status", a.status(), "body", a.body());
        }
    }

    @Autowired
    ProducerTemplate camel;

    @Test
    void triesThreeTimes() {
        answers.add(503);
        answers.add(503);
        long t = System.nanoTime();
        Object out = camel.requestBodyAndHeader(
                "direct:call-airtable",
                new RemoteCall("PATCH", "/v0/app/Parts%2FSpares", "a%5B%5D=1%202", Map.of("x", 1)),
                "CamelHttpUri",
                "http://evil/");
        var ex = camel.request("direct:call-airtable", e -> e.getMessage().setBody(RemoteCall.get("/v0/y", List.of())));
        System.out.println("XX " + ex.getMessage().getBody() + " " + ex.getException() + " " + ex.getAllProperties());
        System.out.println((System.nanoTime() - t) / 1e6 + " ms " + out);
        seen.forEach(System.out::println);
        assertThat(seen).hasSize(4);
        answers.add(422);
        try {
            camel.requestBody("direct:call-airtable", RemoteCall.get("/v0/x", List.of()));
        } catch (Exception e) {
            System.out.println(e + " / " + e.getCause());
        }
        answers.addAll(List.of(503, 503, 503));
        try {
            camel.requestBody("direct:call-airtable", RemoteCall.get("/v0/x", List.of()));
        } catch (Exception e) {
            System.out.println(e + " / " + e.getCause());
        }
        System.out.println(seen.size());
    }
}
