package dev.taskhub.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody who works in the fullstack-convex app that the sandbox imitates, over its public functions. */
final class AppUser {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String authorization;
    private final Map<String, Object> self;

    /** @param url where the sandbox answers, ending in {@code /sandbox} */
    AppUser(String url, String name) {
        String identity = Remotes.text(Map.of(
                "issuer",
                "https://login.example.com/",
                "subject",
                name.toLowerCase(),
                "name",
                name,
                "email",
                name.toLowerCase() + "@example.com",
                "pictureUrl",
                "https://example.com/" + name + ".png"));
        this.url = url + "/convex/api/";
        this.authorization =
                "Convex sandbox|key:" + Base64.getEncoder().encodeToString(identity.getBytes(StandardCharsets.UTF_8));
        this.self = JSON.convertValue(call("mutation", "users:save", Map.of()), Map.class);
    }

    String id() {
        return (String) self.get("id");
    }

    /** Adds a task that nobody owns. */
    JsonNode create(String title) {
        var info = new HashMap<String, Object>(Map.of("title", title, "description", "", "status", 0));
        info.put("owner", null);
        return call("mutation", "tasks:create", Map.of("taskInfo", info));
    }

    /** Changes a task and makes it one's own, as the app's pages do. */
    void update(JsonNode task, Map<String, Object> changes) {
        var info = new HashMap<String, Object>(changes);
        info.put("id", task.get("id").asText());
        info.put("owner", self);
        call("mutation", "tasks:update", Map.of("taskInfo", info));
    }

    void comment(JsonNode task, String body) {
        call("mutation", "comments:save", Map.of("taskId", task.get("id").asText(), "body", body));
    }

    /** Deletes a row as the dashboard does; the app itself cannot. */
    void delete(String table, String id) {
        call(
                "mutation",
                "_system/frontend/deleteDocuments:default",
                Map.of("toDelete", List.of(Map.of("id", id, "tableName", table))));
    }

    /** All tasks of this title. */
    List<JsonNode> tasks(String title) {
        var found = new ArrayList<JsonNode>();
        list().forEach(task -> {
            if (task.get("title").asText().equals(title)) {
                found.add(task);
            }
        });
        return found;
    }

    /** The one task of this title. */
    Optional<JsonNode> task(String title) {
        var found = tasks(title);
        if (found.size() > 1) {
            throw new AssertionError("there is more than one: " + found);
        }
        return found.stream().findFirst();
    }

    private JsonNode list() {
        var paging = new HashMap<String, Object>(Map.of("numItems", 1000));
        paging.put("cursor", null);
        var options = Map.of(
                "statusFilter", List.of(0, 1, 2, 3),
                "ownerFilter", List.of("Me", "Others", "Nobody"),
                "sortKey", "number",
                "sortOrder", "asc",
                "searchTerm", "");
        return call("query", "tasks:list", Map.of("paginationOpts", paging, "queryOptions", options))
                .get("page");
    }

    private JsonNode call(String kind, String function, Map<String, Object> args) {
        var request = HttpRequest.newBuilder(URI.create(url + kind))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(Remotes.text(Map.of("path", function, "args", args, "format", "json"))))
                .build();
        try {
            JsonNode answer =
                    JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
            if (!answer.path("status").asText().equals("success")) {
                throw new IllegalStateException(function + " " + args + " failed: " + answer);
            }
            return answer.get("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
