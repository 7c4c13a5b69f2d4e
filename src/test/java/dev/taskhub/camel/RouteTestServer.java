package dev.taskhub.camel;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that answers every request alike and keeps what it was sent. */
final class RouteTestServer implements AutoCloseable {

    /** A request as it came over the wire; {@code target} is path and query, still encoded. */
    record Request(String method, String target, Headers headers, String body) {}

    private record Answer(int status, Map<String, String> headers, String body) {}

    private static final Answer NONE = new Answer(0, Map.of(), "");
    private static final Answer HALF = new Answer(200, Map.of(), "{");

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Answer answer = new Answer(200, Map.of(), "{}");

    RouteTestServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** Forgets all requests and answers so from now on. */
    void answer(int status, Map<String, String> headers, String body) {
        answer = new Answer(status, headers, body);
        requests.clear();
    }

    /** Ends every connection without an answer from now on. */
    void hangUp() {
        answer = NONE;
        requests.clear();
    }

    /** Ends every connection in the middle of the answer from now on. */
    void breakOff() {
        answer = HALF;
        requests.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body));
            if (answer == NONE) {
                return;
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), answer == HALF ? 1000 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
