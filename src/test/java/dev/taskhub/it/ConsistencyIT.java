package dev.taskhub.it;

import static dev.taskhub.it.TestHub.awaitShown;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes that no poll and no webhook brings to the hub: the consistency check finds them, and mends them when asked to. */
class ConsistencyIT {

    private static final String TOKEN = "consistency-token";

    @RegisterExtension
    static final TestHub hub = TestHub.with("taskhub.security.token=" + TOKEN, "taskhub.airtable.poll-every=1h");

    private final Remotes remotes = hub.remotes();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void reportsAndRepairsWhatWasChangedBehindTheHubsBack() throws Exception {
        hub.awaitAgreement();
        var routes = hub.bean(CamelContext.class).getRouteController();
        for (String reader : List.of("poll-convex-tasks", "poll-airtable-tasks", "read-airtable-payloads")) {
            routes.stopRoute(reader);
        }
        String record = remotes.record("Rate limits per customer")
                .orElseThrow()
                .get("id")
                .asText();
        String row = remotes.row("Webhook for paid invoices")
                .orElseThrow()
                .get("externalId")
                .asText();
        remotes.edit(record, Map.of("execution_notes", "typed in AirTable"));
        remotes.editRow(row, Map.of("executionNotes", "typed in Convex"));
        remotes.add(Map.of("name", "Nobody told of me", "status", "Pending"));
        remotes.delete(remotes.record("Choose the session store")
                .orElseThrow()
                .get("id")
                .asText());

        JsonNode found = finished("check");

        assertThat(found.at("/last/repairs").asBoolean()).isFalse();
        assertThat(found.at("/last/systems/airtable/complete").asBoolean()).isTrue();
        assertThat(found.at("/last/systems/convex/complete").asBoolean()).isTrue();
        assertThat(lines(found))
                .containsExactlyInAnyOrder(
                        "airtable executionNotes typed in AirTable differs",
                        "airtable item Nobody told of me unknown here",
                        "airtable item null missing there",
                        "convex executionNotes typed in Convex differs");
        assertThat(hub.store().remembers("Rate limits per customer", "typed in AirTable"))
                .as("a check takes nothing in")
                .isFalse();

        assertThat(finished("repair").at("/last/repairs").asBoolean()).isTrue();

        hub.awaitAgreement();
        assertThat(remotes.row("Rate limits per customer")
                        .orElseThrow()
                        .get("executionNotes")
                        .asText())
                .isEqualTo("typed in AirTable");
        assertThat(remotes.record("Webhook for paid invoices")
                        .orElseThrow()
                        .at("/fields/execution_notes")
                        .asText())
                .isEqualTo("typed in Convex");
        assertThat(remotes.row("Nobody told of me")).isPresent();
        assertThat(remotes.row("Choose the session store")).isEmpty();
        assertThat(lines(finished("check"))).isEmpty();
    }

    /** The report once a check that is asked for now has ended. */
    private JsonNode finished(String how) throws Exception {
        String before = report().at("/last/startedAt").asText();
        assertThat(call("POST", "/api/consistency/" + how).at("/next").asText()).contains("GET /api/consistency");
        awaitShown(() -> {
            JsonNode report = report();
            assertThat(report.get("asked").asBoolean()).isFalse();
            assertThat(report.get("running").isNull()).isTrue();
            assertThat(report.at("/last/startedAt").asText()).isNotEqualTo(before);
        });
        return report();
    }

    private static List<String> lines(JsonNode report) {
        return StreamSupport.stream(report.get("differences").spliterator(), false)
                .map(found -> String.join(
                        " ",
                        List.of("system", "field", "remote", "kind").stream()
                                .map(name -> found.get(name).asText())
                                .toList()))
                .toList();
    }

    private JsonNode report() throws IOException, InterruptedException {
        return call("GET", "/api/consistency");
    }

    private JsonNode call(String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(hub.url() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, BodyPublishers.noBody())
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }
}
