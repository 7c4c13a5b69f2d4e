package dev.taskhub.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The two remotes as people use them, AirTable over its web API and Convex over the functions of the app that lives
 * there, and as a test steers them over the sandbox's control.
 */
final class Remotes {

    static final String BASE = "app3tpP9F3BrP1P7j";
    private static final String TASKS = "/airtable/v0/" + BASE + "/Tasks";

    private static final String TABLES = "/airtable/v0/meta/bases/" + BASE + "/tables";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param url where the sandbox answers, ending in {@code /sandbox} */
    Remotes(String url) {
        this.url = url;
    }

    // --- people ---

    /** Adds a record in AirTable and returns its id; repeated until AirTable says that it is there. */
    String add(Map<String, Object> fields) {
        var body = Map.of(
                "performUpsert",
                Map.of("fieldsToMergeOn", List.of("name")),
                "records",
                List.of(Map.of("fields", fields)));
        return insist("PATCH", TASKS, body).at("/records/0/id").asText();
    }

    /** Changes a record in AirTable; {@code null} clears a cell. */
    void edit(String recordId, Map<String, Object> fields) {
        insist("PATCH", TASKS + "/" + recordId, Map.of("fields", fields));
    }

    /** Changes a record of another table than the tasks'. */
    void editIn(String table, String recordId, Map<String, Object> fields) {
        insist("PATCH", "/airtable/v0/" + BASE + "/" + table + "/" + recordId, Map.of("fields", fields));
    }

    void deleteIn(String table, String recordId) {
        insist("DELETE", "/airtable/v0/" + BASE + "/" + table + "/" + recordId, null);
    }

    /** Adds a column that links to the records of another table. */
    void addLink(String table, String name, String linkedTableId) {
        insist(
                "POST",
                TABLES + "/" + table + "/fields",
                Map.of("name", name, "type", "multipleRecordLinks", "options", Map.of("linkedTableId", linkedTableId)));
    }

    /** AirTable's id of the tasks' column of this name. */
    String columnId(String name) {
        for (JsonNode table : insist("GET", TABLES, null).get("tables")) {
            for (JsonNode column : table.get("fields")) {
                if (table.get("name").asText().equals("Tasks")
                        && column.get("name").asText().equals(name)) {
                    return column.get("id").asText();
                }
            }
        }
        throw new IllegalArgumentException("AirTable's tasks have no column " + name);
    }

    void renameColumn(String columnId, String name) {
        insist("PATCH", TABLES + "/Tasks/fields/" + columnId, Map.of("name", name));
    }

    void delete(String recordId) {
        insist("DELETE", TASKS + "/" + recordId, null);
    }

    /** Adds a task in the Convex app and returns its id there. */
    String addRow(Map<String, Object> columns) {
        return mutate("tasks:create", columns).get("externalId").asText();
    }

    /** Changes a task in the Convex app; {@code null} clears a column. */
    void editRow(String externalId, Map<String, Object> columns) {
        var args = new HashMap<>(columns);
        args.put("externalId", externalId);
        mutate("tasks:update", args);
    }

    void deleteRow(String externalId) {
        mutate("tasks:remove", Map.of("externalId", externalId));
    }

    /** Comments on a record at AirTable's own pages, as Hanna Byhand, and returns the comment's id. */
    String comment(String recordId, String text) {
        return insist("POST", comments(recordId), Map.of("text", text))
                .get("id")
                .asText();
    }

    /** Hanna changes what she wrote. */
    void editComment(String recordId, String commentId, String text) {
        insist("PATCH", comments(recordId) + "/" + commentId, Map.of("text", text));
    }

    void deleteComment(String recordId, String commentId) {
        insist("DELETE", comments(recordId) + "/" + commentId, null);
    }

    /** Comments on a task in the Convex app, and returns the comment's id. */
    String commentOnRow(String taskExternalId, String author, String body) {
        return mutate("comments:create", Map.of("taskExternalId", taskExternalId, "author", author, "body", body))
                .get("externalId")
                .asText();
    }

    void editRowComment(String externalId, String body) {
        mutate("comments:update", Map.of("externalId", externalId, "body", body));
    }

    void deleteRowComment(String externalId) {
        mutate("comments:remove", Map.of("externalId", externalId));
    }

    private static String comments(String recordId) {
        return TASKS + "/" + recordId + "/comments";
    }

    private JsonNode mutate(String function, Map<String, Object> args) {
        var answer = insist("POST", "/convex/api/mutation", Map.of("path", function, "args", args, "format", "json"));
        if (!answer.get("status").asText().equals("success")) {
            throw new IllegalStateException(function + " " + args + " failed: " + answer);
        }
        return answer.get("value");
    }

    // --- what they show ---

    /** The records of AirTable's table Tasks. */
    List<JsonNode> records() {
        return list(state().at("/airtable/" + BASE + "/Tasks"));
    }

    /** The rows of Convex's table that are not deleted. */
    List<JsonNode> rows() {
        return list(state().at("/convex/hubTasks")).stream()
                .filter(row -> !row.hasNonNull("deletedAt"))
                .toList();
    }

    /** The projects in Convex that are not deleted, name by id. */
    Map<String, String> projects() {
        return list(state().at("/convex/hubProjects")).stream()
                .filter(row -> !row.hasNonNull("deletedAt"))
                .collect(Collectors.toMap(row -> row.get("externalId").asText(), row -> row.get("name")
                        .asText()));
    }

    /** The comments on a record in AirTable, newest first. */
    List<JsonNode> commentsOn(String recordId) {
        return list(insist("GET", comments(recordId), null).get("comments"));
    }

    /** The comments on a task's row in Convex that are not deleted. */
    List<JsonNode> commentsOnRow(String taskExternalId) {
        return list(state().at("/convex/hubComments")).stream()
                .filter(row -> row.path("taskExternalId").asText().equals(taskExternalId))
                .filter(row -> !row.hasNonNull("deletedAt"))
                .toList();
    }

    /** The one record of this name. */
    Optional<JsonNode> record(String name) {
        return only(records().stream()
                .filter(record -> record.at("/fields/name").asText().equals(name))
                .toList());
    }

    /** The one row of this title. */
    Optional<JsonNode> row(String title) {
        return only(rows().stream()
                .filter(row -> row.path("title").asText().equals(title))
                .toList());
    }

    private static Optional<JsonNode> only(List<JsonNode> found) {
        if (found.size() > 1) {
            throw new AssertionError("there is more than one: " + found);
        }
        return found.stream().findFirst();
    }

    // --- control ---

    /** Changes settings of the sandbox, as {@code {"airtable": {"requestsPerSecond": 0}}}. */
    void set(Map<String, Object> settings) {
        control("PUT", "/settings", settings);
    }

    /** Lets every remote and kind misbehave at this rate. */
    void misbehave(double rate, List<String> remotes, String... kinds) {
        var faults = new ArrayList<Map<String, Object>>();
        for (String remote : remotes) {
            for (String kind : kinds) {
                faults.add(fault(remote, kind, rate));
            }
        }
        set(Map.of("faults", faults));
    }

    private static Map<String, Object> fault(String remote, String kind, double rate) {
        var fault = new HashMap<String, Object>(Map.of("remote", remote, "kind", kind, "rate", rate));
        if (Set.of("timeout", "slow").contains(kind)) {
            fault.put("seconds", 0.1);
        }
        return fault;
    }

    /** Ends all misbehaviour. */
    void heal() {
        set(Map.of("faults", List.of()));
    }

    /** Goes back to what the remotes held at first. */
    void reset() {
        control("POST", "/reset", null);
    }

    /** Puts as many synthetic records into AirTable, of which no webhook hears. */
    void fill(int count) {
        control("POST", "/airtable/records?count=" + count, null);
    }

    /** How many requests have come to this remote whose method and path begin so. */
    long requests(String remote, String methodAndPath) {
        var counts = control("GET", "/requests", null).path(remote);
        long sum = 0;
        for (var names = counts.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            sum += name.startsWith(methodAndPath) ? counts.get(name).asLong() : 0;
        }
        return sum;
    }

    /** How many requests have come that change something. */
    long writes() {
        return List.of("POST", "PATCH", "PUT", "DELETE").stream()
                        .mapToLong(method -> requests("airtable", method))
                        .sum()
                + requests("convex", "POST /api/mutation")
                + requests("convex", "POST /api/action");
    }

    private JsonNode state() {
        return control("GET", "/state", null);
    }

    private JsonNode control(String method, String path, Object body) {
        try {
            return read(send(method, "/control" + path, body));
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's control does not answer", e);
        }
    }

    /** Asks again until the remote does what it is asked: people try again too. */
    private JsonNode insist(String method, String path, Object body) {
        return await(method + " " + path)
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> once(method, path, body), Optional::isPresent)
                .orElseThrow();
    }

    /** The answer; empty when it is worth another try. */
    private Optional<JsonNode> once(String method, String path, Object body) throws IOException {
        var answer = send(method, path, body);
        boolean busy = answer.statusCode() == 429 || answer.statusCode() >= 500;
        return busy ? Optional.empty() : Optional.of(read(answer));
    }

    private HttpResponse<String> send(String method, String path, Object body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body)));
        if (path.startsWith("/airtable")) {
            // who comments is somebody else than the hub, and not counted with it
            request.header("Authorization", path.contains("/comments") ? "Bearer patByHand" : "Bearer patSomebody");
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonNode read(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
