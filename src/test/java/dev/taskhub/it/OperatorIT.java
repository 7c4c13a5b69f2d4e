package dev.taskhub.it;

import static dev.taskhub.it.TestHub.awaitShown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The doors for an operator, as curl knocks at them. */
class OperatorIT {

    private static final String TOKEN = "operator-token";

    @RegisterExtension
    static final TestHub HUB = TestHub.with("taskhub.security.token=" + TOKEN, "taskhub.airtable.list-every=2s");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void asksWhoIsThere() throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(HUB.url() + "/api/status")).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void tellsHowTheHubStandsAndNoSecret() throws Exception {
        HUB.awaitAgreement();

        String text = get("/api/status").body();

        JsonNode status = new ObjectMapper().readTree(text);
        assertThat(status.at("/totals/tasks").asInt()).isPositive();
        assertThat(status.at("/systems/airtable/state").asText()).isEqualTo("ok");
        assertThat(status.at("/systems/airtable/breaker").asText()).isEqualTo("CLOSED");
        assertThat(status.at("/systems/airtable/webhook/id").asText()).startsWith("ach");
        assertThat(status.at("/systems/convex/cursorTime").asText()).isNotEmpty();
        assertThat(status.at("/work/0/name").asText()).isEqualTo("import from AirTable");
        assertThat(text).doesNotContain("patSandbox", "sandbox|key", "macSecret", TOKEN);
    }

    @Test
    void sendsAParkedMessageAgainOrGivesItUp() throws Exception {
        HUB.awaitAgreement();
        String task =
                client().sql("SELECT id FROM task LIMIT 1").query(String.class).single();
        client().sql(
                        "INSERT INTO parked_message VALUES (?, 'send-to-convex', 'convex', ?, '{}', 'c', 'h', 1, 'parked')")
                .params("convex:" + task, task)
                .update();
        assertThat(get("/api/parked?limit=1").body()).contains("convex:" + task, "\"alias\":\"T-");

        assertThat(post("/api/parked/convex%3A" + task + "/retry", "").statusCode())
                .isEqualTo(200);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> client().sql("SELECT state FROM parked_message WHERE task_id = ?")
                        .param(task)
                        .query(String.class)
                        .single()
                        .equals("done"));
        assertThat(post("/api/parked/convex:" + task + "/drop", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void worksAParkedMessageOffAnewAndParksItAgainIfItStillFails() throws Exception {
        HUB.awaitAgreement();
        String item = client().sql("SELECT external_id FROM link WHERE system = 'airtable' LIMIT 1")
                .query(String.class)
                .single();
        park("good", "{\"type\":\"task.updated\",\"task\":{\"id\":\"" + item + "\",\"name\":\"Tried again\"}}");
        park("bad", "{\"type\":\"task.updated\",\"task\":{\"taskhub_id\":\"nobody\",\"name\":\"Nobody's\"}}");

        for (String key : List.of("good", "bad")) {
            assertThat(post("/api/parked/work-off-inbox:airtable-task:" + key + "/retry", "")
                            .statusCode())
                    .isEqualTo(200);
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(parked("good")).containsEntry("state", "done");
            assertThat(parked("bad")).containsEntry("state", "parked");
            assertThat(parked("bad").get("cause")).asString().contains("nobody");
            assertThat(client().sql("SELECT COUNT(*) FROM task WHERE title = 'Tried again'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        });
        assertThat(post("/api/parked/work-off-inbox:airtable-task:bad/drop", "").statusCode())
                .isEqualTo(200);
    }

    private void park(String key, String payload) {
        client().sql("INSERT INTO parked_message VALUES (?, 'work-off-inbox', 'airtable-task', NULL, ?, 'c', 'h', 1,"
                        + " 'parked')")
                .params("work-off-inbox:airtable-task:" + key, payload)
                .update();
    }

    private Map<String, Object> parked(String key) {
        return client().sql("SELECT * FROM parked_message WHERE id = ?")
                .param("work-off-inbox:airtable-task:" + key)
                .query()
                .singleRow();
    }

    @Test
    void settlesAConflictHoweverCurlCallsTheBody() throws Exception {
        HUB.awaitAgreement();
        String task = client().sql("SELECT task_id FROM link WHERE system = 'convex' LIMIT 1")
                .query(String.class)
                .single();
        client().sql(
                        "INSERT INTO conflict (id, task_id, system, container, external_id, field, hub_value, remote_value,"
                                + " opened_at) SELECT 'c:1', task_id, system, container, external_id, 'title', '\"a\"',"
                                + " '\"taken from there\"', 1 FROM link WHERE system = 'convex' AND task_id = ?")
                .param(task)
                .update();
        assertThat(get("/api/conflicts").body()).contains("c:1");
        assertThat(post("/api/conflicts/c:1/resolve", "{\"take\": \"both\"}").statusCode())
                .isEqualTo(400);

        assertThat(post("/api/conflicts/c:1/resolve", "{\"take\": \"remote\"}").body())
                .isEqualTo("{\"id\":\"c:1\",\"taken\":\"remote\"}");

        assertThat(client().sql("SELECT title FROM task WHERE id = ?")
                        .param(task)
                        .query(String.class)
                        .single())
                .isEqualTo("taken from there");
        assertThat(client().sql("SELECT resolved_by FROM conflict WHERE id = 'c:1'")
                        .query(String.class)
                        .single())
                .isEqualTo("machine");
        assertThat(post("/api/conflicts/c:1/resolve", "{\"take\": \"hub\"}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void deletesWhatIsMissingInGreatNumbersOnlyOnceAPersonAgrees() throws Exception {
        HUB.awaitAgreement();
        for (int i = 0; i < 40; i++) {
            client().sql(
                            "INSERT INTO task (id, number, version, title, status, stamps) VALUES (?, ?, 1, ?, 'todo', '{}')")
                    .params("gone" + i, 9000 + i, "gone " + i)
                    .update();
            client().sql("INSERT INTO link (system, container, external_id, task_id, state, base) SELECT 'airtable',"
                            + " container, ?, ?, 'linked', ? FROM link WHERE system = 'airtable' LIMIT 1")
                    .params("recGone" + i, "gone" + i, "{\"name\":\"gone " + i + "\",\"status\":\"Pending\"}")
                    .update();
        }
        assertThat(post("/api/deletions/airtable/agree", "").statusCode()).isEqualTo(404);

        HUB.bean(ProducerTemplate.class).sendBody("seda:compare-airtable-records?size=1", null);

        awaitShown(() -> assertThat(held().at("/items").asInt()).isEqualTo(40));
        assertThat(held().at("/of").asInt()).isGreaterThan(40);
        assertThat(held().at("/todo").asText()).contains("POST /api/deletions/airtable/agree");
        assertThat(HUB.store().count("task", "title LIKE 'gone %' AND deleted_at IS NULL"))
                .isEqualTo(40);

        assertThat(post("/api/deletions/airtable/agree", "").body()).contains("\"agreed\":40");

        awaitShown(() -> assertThat(HUB.store().count("task", "title LIKE 'gone %' AND deleted_at IS NULL"))
                .isZero());
        awaitShown(() -> assertThat(held().isMissingNode()).isTrue());
        assertThat(HUB.store()
                        .texts("SELECT DISTINCT actor FROM task_event WHERE type = 'DELETED' AND task_id LIKE 'gone%'"))
                .containsExactly("machine");
    }

    @Test
    void keepsTheTimeSpentOnATaskAndShowsItsHoursEverywhere() throws Exception {
        HUB.awaitAgreement();
        var task = client().sql(
                        "SELECT id, number FROM task JOIN link ON link.task_id = task.id AND link.system = 'convex'"
                                + " WHERE actual_hours IS NULL AND task.deleted_at IS NULL ORDER BY number LIMIT 1")
                .query()
                .singleRow();
        String path = "/api/tasks/T-" + task.get("number") + "/time-entries";
        assertThat(post(path, "{\"note\": \"how long?\"}").statusCode()).isEqualTo(400);
        assertThat(post("/api/tasks/T-999999/time-entries", "{\"minutes\": 5}").statusCode())
                .isEqualTo(404);

        JsonNode logged =
                new ObjectMapper().readTree(post(path, "{\"minutes\": 30}").body());
        post(path, "{\"minutes\": 60, \"person\": \"anna\"}");
        String entry = path + "/" + logged.at("/id").asText();
        assertThat(send("PATCH", entry, "{\"minutes\": 45}").body())
                .contains("\"minutes\":45.0", "\"person\":\"machine\"");

        JsonNode listing = new ObjectMapper().readTree(get(path + "?limit=1").body());
        assertThat(listing.at("/minutes").asDouble()).isEqualTo(105);
        assertThat(listing.at("/entries")).hasSize(1);
        assertThat(get(path + "?after=" + listing.at("/next").asText()).body()).contains("\"next\":null");
        awaitShown(() -> {
            for (String system : List.of("airtable", "convex")) {
                assertThat(client().sql("SELECT base FROM link WHERE system = ? AND task_id = ?")
                                .params(system, task.get("id"))
                                .query(String.class)
                                .single())
                        .contains("1.75");
            }
        });

        assertThat(send("DELETE", entry, "").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", entry, "").statusCode()).isEqualTo(404);
        assertThat(get(path).body()).contains("\"minutes\":60.0");
    }

    private JsonNode held() throws Exception {
        return new ObjectMapper().readTree(get("/api/status").body()).at("/systems/airtable/heldDeletions");
    }

    private JdbcClient client() {
        return HUB.bean(JdbcClient.class);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    /** As {@code curl -d} sends it: the body is said to be a form. */
    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(HUB.url() + path)).header("Authorization", "Bearer " + TOKEN);
    }
}
