package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taskhub.sandbox.convex.ConvexFunction.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One client of the live protocol: the queries it watches, and the versions by which both sides count what was said. A
 * client that loses count is told so, and has to begin anew.
 */
final class SyncSession {

    /** A watched query, and the outcome it was last sent; {@code null} before the first. */
    private static final class Watched {

        final String path;
        final JsonNode args;
        String outcome;

        Watched(String path, JsonNode args) {
            this.path = path;
            this.args = args;
        }
    }

    private final ConvexSandbox deployment;
    private final Consumer<Map<String, Object>> client;
    private final Map<Integer, Watched> watched = new TreeMap<>();
    private Caller caller = Credentials.NOBODY;
    private int querySet;
    private int identity;
    private long ts;

    /** @param client takes the frames for the client */
    SyncSession(ConvexSandbox deployment, Consumer<Map<String, Object>> client) {
        this.deployment = deployment;
        this.client = client;
    }

    /** @return what is wrong beyond repair, after which the connection ends */
    synchronized Optional<String> take(JsonNode frame) {
        switch (frame.path("type").asText()) {
            case "Connect", "Event" -> {}
            case "Authenticate" -> {
                return authenticate(frame);
            }
            case "ModifyQuerySet" -> {
                return modify(frame);
            }
            case "Mutation" -> call(Kind.MUTATION, frame);
            case "Action" -> call(Kind.ACTION, frame);
            default -> {
                return fatal("Received Invalid JSON: unknown variant `"
                        + frame.path("type").asText() + "`");
            }
        }
        return Optional.empty();
    }

    /** Sends the queries whose outcome is another one by now. */
    synchronized void refresh() {
        transit(querySet, identity, List.of());
    }

    private Optional<String> authenticate(JsonNode frame) {
        if (frame.path("baseVersion").asInt(-1) != identity) {
            return fatal("BaseVersionMismatch: identity is at " + identity);
        }
        try {
            switch (frame.path("tokenType").asText()) {
                case "Admin" -> caller =
                        Credentials.checkKey(frame.path("value").asText());
                case "None" -> caller = Credentials.NOBODY;
                default -> throw Credentials.refusedToken(frame.path("value").asText());
            }
        } catch (RequestRefused refused) {
            client.accept(Map.of(
                    "type",
                    "AuthError",
                    "error",
                    refused.getMessage(),
                    "baseVersion",
                    identity,
                    "authUpdateAttempted",
                    true));
            return Optional.of(refused.getMessage());
        }
        transit(querySet, identity + 1, List.of());
        return Optional.empty();
    }

    private Optional<String> modify(JsonNode frame) {
        if (frame.path("baseVersion").asInt(-1) != querySet) {
            return fatal("BaseVersionMismatch: query set is at " + querySet);
        }
        var removed = new ArrayList<Map<String, Object>>();
        for (JsonNode each : frame.path("modifications")) {
            int id = each.path("queryId").asInt();
            if (each.path("type").asText().equals("Add")) {
                watched.put(
                        id,
                        new Watched(ConvexRequest.checked(each.path("udfPath").asText()), each.path("args")));
            } else if (watched.remove(id) != null) {
                removed.add(Map.of("type", "QueryRemoved", "queryId", id));
            }
        }
        transit(frame.path("newVersion").asInt(), identity, removed);
        return Optional.empty();
    }

    private void transit(int newQuerySet, int newIdentity, List<Map<String, Object>> removed) {
        var modifications = new ArrayList<>(removed);
        long now = deployment.atOneTime(() -> {
            watched.forEach((id, query) -> {
                Map<String, Object> outcome = outcome(id, query);
                String text = ValueFormat.text(outcome);
                if (!text.equals(query.outcome)) {
                    query.outcome = text;
                    modifications.add(outcome);
                }
            });
            return deployment.snapshotTs();
        });
        if (modifications.isEmpty() && newQuerySet == querySet && newIdentity == identity) {
            return;
        }
        Map<String, Object> before = version();
        querySet = newQuerySet;
        identity = newIdentity;
        ts = now;
        Map<String, Object> transition = new LinkedHashMap<>();
        transition.put("type", "Transition");
        transition.put("startVersion", before);
        transition.put("endVersion", version());
        transition.put("modifications", modifications);
        client.accept(transition);
    }

    private Map<String, Object> outcome(int id, Watched query) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("queryId", id);
        outcome.put("logLines", List.of());
        outcome.put("journal", null);
        try {
            outcome.put("type", "QueryUpdated");
            outcome.put(
                    "value", ValueFormat.ENCODED.export(deployment.run(Kind.QUERY, query.path, query.args, caller)));
        } catch (ConvexError error) {
            outcome.put("type", "QueryFailed");
            outcome.put("errorMessage", error.getMessage());
            outcome.put("errorData", ValueFormat.ENCODED.export(error.data()));
        } catch (FunctionFailed | RequestRefused failed) {
            outcome.put("type", "QueryFailed");
            outcome.put("errorMessage", failed.getMessage());
        }
        return outcome;
    }

    private void call(Kind kind, JsonNode frame) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("type", kind == Kind.MUTATION ? "MutationResponse" : "ActionResponse");
        response.put("requestId", frame.path("requestId").asInt());
        response.put("logLines", List.of());
        try {
            String path = ConvexRequest.checked(frame.path("udfPath").asText());
            Object result = deployment.run(kind, path, frame.path("args"), caller);
            response.put("success", true);
            response.put("result", ValueFormat.ENCODED.export(result));
            if (kind == Kind.MUTATION) {
                response.put("ts", base64(deployment.snapshotTs()));
            }
        } catch (ConvexError error) {
            response.put("success", false);
            response.put("result", error.getMessage());
            response.put("errorData", ValueFormat.ENCODED.export(error.data()));
        } catch (FunctionFailed | RequestRefused failed) {
            response.put("success", false);
            response.put("result", failed.getMessage());
        }
        client.accept(response);
        refresh();
    }

    private Optional<String> fatal(String error) {
        client.accept(Map.of("type", "FatalError", "error", error));
        return Optional.of(error);
    }

    private Map<String, Object> version() {
        return Map.of("querySet", querySet, "identity", identity, "ts", base64(ts));
    }

    /** A u64 as the protocol writes it. */
    private static String base64(long value) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }
}
