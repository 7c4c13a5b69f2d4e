package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** Convex's live protocol over a WebSocket: clients watch queries, and are sent a new result when there is one. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@Profile({"sandbox", "sandbox-only"})
class SyncSocket extends TextWebSocketHandler implements WebSocketConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(SyncSocket.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_FRAME = 1 << 20;
    private static final int SEND_MILLIS = 10_000;
    private static final TextMessage PING = new TextMessage("{\"type\":\"Ping\"}");
    private static final int PING_SECONDS = 15;

    /** A client and the connection to it. */
    private record Client(WebSocketSession connection, SyncSession session) {}

    private final ConvexSandbox deployment;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final AtomicBoolean changed = new AtomicBoolean();
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "sandbox-convex-sync");
        thread.setDaemon(true);
        return thread;
    });

    SyncSocket(ConvexSandbox deployment) {
        this.deployment = deployment;
        deployment.onChange(() -> {
            if (!clients.isEmpty() && changed.compareAndSet(false, true)) {
                sender.execute(this::refresh);
            }
        });
        sender.scheduleWithFixedDelay(this::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(this, "/sandbox/convex/api/sync", "/sandbox/convex/api/*/sync");
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession connection) {
        connection.setTextMessageSizeLimit(LARGEST_FRAME);
        var client = new ConcurrentWebSocketSessionDecorator(connection, SEND_MILLIS, LARGEST_FRAME);
        clients.put(connection.getId(), new Client(client, new SyncSession(deployment, frame -> send(client, frame))));
    }

    @Override
    protected void handleTextMessage(WebSocketSession connection, TextMessage message) throws IOException {
        Client client = clients.get(connection.getId());
        if (client == null) {
            // what it had sent before it was closed
            return;
        }
        String wrong;
        try {
            wrong = client.session.take(JSON.readTree(message.getPayload())).orElse(null);
        } catch (JsonProcessingException | RequestRefused malformed) {
            wrong = "Received Invalid JSON: " + malformed.getMessage();
        }
        if (wrong != null) {
            client.connection.close(CloseStatus.POLICY_VIOLATION.withReason("InvalidClientMessage"));
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession connection, CloseStatus status) {
        clients.remove(connection.getId());
    }

    @PreDestroy
    void stop() {
        sender.shutdownNow();
    }

    private void refresh() {
        changed.set(false);
        clients.values().forEach(client -> client.session.refresh());
    }

    private void ping() {
        clients.values().forEach(client -> send(client.connection, PING));
    }

    private static void send(WebSocketSession connection, Map<String, Object> frame) {
        send(connection, new TextMessage(ValueFormat.text(frame)));
    }

    private static void send(WebSocketSession connection, TextMessage message) {
        try {
            connection.sendMessage(message);
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("a client of Convex's live protocol is gone", gone);
        }
    }
}
