package dev.taskhub.convex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One connection of Convex's live protocol, on which {@code hubSync:head} is watched. The protocol is not published, so it
 * is used for no more than to hear that there is news.
 */
final class HeadWatch implements WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_FRAME = 1 << 20;

    private final Map<String, Object> hello;
    private final String deployKey;
    private final Clock clock;
    private final Runnable news;
    private final Consumer<String> end;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final StringBuilder frame = new StringBuilder();
    private volatile Instant lastHeard;
    private volatile boolean live;
    private WebSocket socket;

    /**
     * @param hello what this client says of itself; see {@link #hello}
     * @param deployKey opens the kit's functions
     * @param news is run for every change, and once when the watch begins
     * @param end is told once why the connection is of no use any more
     */
    HeadWatch(Map<String, Object> hello, String deployKey, Clock clock, Runnable news, Consumer<String> end) {
        this.hello = hello;
        this.deployKey = deployKey;
        this.clock = clock;
        this.news = news;
        this.end = end;
        this.lastHeard = clock.instant();
    }

    /**
     * @param session names this program among the deployment's clients, the same for all its connections
     * @param connections how many there were before
     * @param lastEnd why the last one ended
     */
    static Map<String, Object> hello(String session, int connections, String lastEnd, Instant now) {
        Map<String, Object> hello = new LinkedHashMap<>();
        hello.put("type", "Connect");
        hello.put("sessionId", session);
        hello.put("connectionCount", connections);
        hello.put("lastCloseReason", lastEnd);
        hello.put("clientTs", now.toEpochMilli());
        return hello;
    }

    /** Whether the deployment has answered the query on this connection. */
    boolean isLive() {
        return live;
    }

    /** When anything was heard; the deployment says something every few seconds. */
    Instant lastHeard() {
        return lastHeard;
    }

    /** Ends the connection at once. */
    void abort(String why) {
        if (socket != null) {
            socket.abort();
        }
        end(why);
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        CompletableFuture<WebSocket> sent = send(opened, hello);
        int identity = 0;
        if (!deployKey.isEmpty()) {
            sent = sent.thenCompose(ready -> send(
                    ready,
                    Map.of("type", "Authenticate", "baseVersion", identity, "tokenType", "Admin", "value", deployKey)));
        }
        sent.thenCompose(ready -> send(
                        ready,
                        Map.of(
                                "type",
                                "ModifyQuerySet",
                                "baseVersion",
                                0,
                                "newVersion",
                                1,
                                "modifications",
                                List.of(Map.of(
                                        "type",
                                        "Add",
                                        "queryId",
                                        0,
                                        "udfPath",
                                        ConvexCalls.HEAD,
                                        "args",
                                        List.of(Map.of()))))))
                .whenComplete((ready, failure) -> {
                    if (failure != null) {
                        abort(failure.toString());
                    }
                });
        opened.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        lastHeard = clock.instant();
        frame.append(part);
        if (frame.length() > LARGEST_FRAME) {
            abort("it sent more than " + LARGEST_FRAME + " characters at once");
            return null;
        }
        if (last) {
            String text = frame.toString();
            frame.setLength(0);
            read(text);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        lastHeard = clock.instant();
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        end("it closed the connection: " + status + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end(failure.toString());
    }

    private void read(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            switch (message.path("type").asText()) {
                case "Transition" -> message.path("modifications").forEach(this::read);
                case "AuthError", "FatalError" -> abort(message.path("error").asText());
                default -> {
                    // pings, and what later versions may say
                }
            }
        } catch (JsonProcessingException e) {
            abort("it sent what is not JSON: " + e.getOriginalMessage());
        }
    }

    private void read(JsonNode modification) {
        switch (modification.path("type").asText()) {
            case "QueryUpdated" -> {
                live = true;
                news.run();
            }
            case "QueryFailed" -> abort(modification.path("errorMessage").asText());
            default -> {
                // nothing else concerns the one query
            }
        }
    }

    private void end(String why) {
        if (ended.compareAndSet(false, true)) {
            end.accept(why);
        }
    }

    private static CompletableFuture<WebSocket> send(WebSocket to, Map<String, Object> message) {
        try {
            return to.sendText(JSON.writeValueAsString(message), true);
        } catch (JsonProcessingException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
