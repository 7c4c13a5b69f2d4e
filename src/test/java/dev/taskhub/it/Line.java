package dev.taskhub.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** The line between the hub and its remotes, on which something can be made to happen at one exact moment. */
final class Line implements AutoCloseable {

    /** A call of the hub, as it goes over the line. */
    record Call(String method, String path, String body) {}

    /** When, while a call is under way. */
    enum Moment {
        BEFORE_THE_CALL,
        BEFORE_THE_ANSWER,
        AFTER_THE_ANSWER
    }

    /** What is waited for, and what then happens, once. */
    private record Trap(Predicate<Call> call, Moment moment, Runnable deed) {}

    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicReference<Trap> trap = new AtomicReference<>();
    private final HttpServer server;
    private final String target;

    /** @param target where calls go, without a slash at the end */
    Line(String target) {
        this.target = target;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::passOn);
        server.setExecutor(workers);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Has {@code deed} done at that moment of the next such call. */
    void at(Moment moment, Predicate<Call> call, Runnable deed) {
        trap.set(new Trap(call, moment, deed));
    }

    /** Whether the deed is done. */
    boolean isSprung() {
        return trap.get() == null;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void passOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Trap set = trap.get();
            boolean caught = set != null
                    && set.call.test(new Call(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            new String(body, StandardCharsets.UTF_8)))
                    && trap.compareAndSet(set, null);
            if (caught && set.moment == Moment.BEFORE_THE_CALL) {
                set.deed.run();
                return;
            }
            HttpResponse<byte[]> answer = send(exchange, body);
            if (caught && set.moment == Moment.BEFORE_THE_ANSWER) {
                set.deed.run();
                return;
            }
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_PASSED_ON.contains(name.toLowerCase())) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
            exchange.getResponseBody().flush();
            if (caught) {
                set.deed.run();
            }
        }
    }

    private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .timeout(Duration.ofSeconds(60))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase())) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
