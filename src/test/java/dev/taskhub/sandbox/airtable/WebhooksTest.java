package dev.taskhub.sandbox.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.sandbox.SandboxJournals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;

class WebhooksTest {

    private static final String BASE = "app3tpP9F3BrP1P7j";

    private final Sandboxed sandbox = new Sandboxed(false);
    private final WebhooksApi webhooks = new WebhooksApi(sandbox.airTable);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void logsAChangeInTheVendorsFormat() {
        String id = hook(
                Map.of("dataTypes", List.of("tableData"), "recordChangeScope", sandbox.tasks.id()),
                Map.of("includePreviousCellValues", true, "includeCellValuesInFieldIds", List.of(field("status"))));
        Row other = sandbox.create("name", "first");
        Row row = sandbox.create("name", "a", "status", "Pending", "depends_on", List.of(other.id()));
        sandbox.update(row.id(), "name", "b", "depends_on", null);
        sandbox.airTable.writes().delete(sandbox.base, sandbox.tasks, List.of(row.id()));

        List<Map<String, Object>> payloads = payloads(id, 1);

        var pending = Map.of("id", "selStatus00000001", "name", "Pending", "color", "blueLight2");
        assertThat(payloads).hasSize(4);
        assertThat(payloads.get(1))
                .containsEntry("timestamp", "2026-01-05T09:30:12.345Z")
                .containsEntry("baseTransactionNumber", 2)
                .containsEntry("payloadFormat", "v0")
                .extractingByKey("actionMetadata")
                .asString()
                .startsWith("{source=publicApi, sourceMetadata={user={id=usrSANDBOX0000000,");
        assertThat(table(payloads.get(1)).get("createdRecordsById"))
                .isEqualTo(Map.of(
                        row.id(),
                        Map.of(
                                "createdTime",
                                "2026-01-05T09:30:12.000Z",
                                "cellValuesByFieldId",
                                Map.of(
                                        field("name"),
                                        "a",
                                        field("status"),
                                        pending,
                                        field("depends_on"),
                                        List.of(Map.of("id", other.id(), "name", "first"))))));
        var current = Json.of(field("name"), "b", field("depends_on"), null);
        assertThat(table(payloads.get(2)).get("changedRecordsById"))
                .isEqualTo(Map.of(
                        row.id(),
                        Map.of(
                                "current", Map.of("cellValuesByFieldId", current),
                                "previous",
                                        Map.of(
                                                "cellValuesByFieldId",
                                                Map.of(
                                                        field("name"),
                                                        "a",
                                                        field("depends_on"),
                                                        List.of(Map.of("id", other.id(), "name", "first")))),
                                "unchanged", Map.of("cellValuesByFieldId", Map.of(field("status"), pending)))));
        assertThat(table(payloads.get(3))).isEqualTo(Map.of("destroyedRecordIds", List.of(row.id())));
    }

    @Test
    void logsNothingForAWriteThatChangesNothingOrIsNotWatched() {
        Row row = sandbox.create("name", "a", "status", "Pending");
        String all = hook(Map.of("dataTypes", List.of("tableData")), Map.of());
        String name = hook(
                Map.of("dataTypes", List.of("tableData"), "watchDataInFieldIds", List.of(field("name"))), Map.of());
        String people = hook(Map.of("dataTypes", List.of("tableData"), "fromSources", List.of("client")), Map.of());
        String plans = hook(
                Map.of(
                        "dataTypes",
                        List.of("tableData"),
                        "recordChangeScope",
                        sandbox.base.table("Plans").id()),
                Map.of());

        sandbox.update(row.id(), "name", "a");
        assertThat(payloads(all, 1)).isEmpty();

        sandbox.update(row.id(), "status", "Review");
        assertThat(payloads(all, 1)).hasSize(1);
        assertThat(payloads(name, 1)).isEmpty();
        assertThat(payloads(people, 1)).isEmpty();
        assertThat(payloads(plans, 1)).isEmpty();
    }

    @Test
    void aCursorReadsOnAndNeverStartsAnew() {
        String id = hook(Map.of("dataTypes", List.of("tableData")), Map.of());
        for (int i = 0; i < 60; i++) {
            sandbox.create("name", "task " + i);
        }

        var first = page(id, 1);
        assertThat(first).containsEntry("cursor", 51).containsEntry("mightHaveMore", true);
        assertThat(page(id, 51)).containsEntry("cursor", 61).containsEntry("mightHaveMore", false);
        assertThat(page(id, 61)).containsEntry("cursor", 61).containsEntry("payloads", List.of());

        sandbox.clock.pass(Duration.ofDays(8).minusHours(25));
        page(id, 61);
        sandbox.clock.pass(Duration.ofDays(2));
        sandbox.create("name", "late");
        assertThat(page(id, 1)).containsEntry("cursor", 62);
        assertThat(payloads(id, 1)).hasSize(1);
    }

    @Test
    void readingPayloadsLeavesTheJournalAsItIs(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sandbox.journal");
        try (var kept = new Sandboxed(false, SandboxJournals.in(file))) {
            var its = new WebhooksApi(kept.airTable);
            var body = "{\"specification\":{\"options\":{\"filters\":{\"dataTypes\":[\"tableData\"]}}}}";
            var id = (String)
                    its.create(BASE, body.getBytes(StandardCharsets.UTF_8)).get("id");
            long size = Files.size(file);

            kept.clock.pass(Duration.ofMinutes(5));
            its.payloads(BASE, id, new MockHttpServletRequest());
            assertThat(file).hasSize(size);

            kept.clock.pass(Duration.ofHours(1));
            its.payloads(BASE, id, new MockHttpServletRequest());
            assertThat(Files.size(file)).isGreaterThan(size);
        }
    }

    @Test
    void expiresAfterSevenDaysAndIsGoneAfterFourteen() {
        String id = hook(Map.of("dataTypes", List.of("tableData")), Map.of());
        sandbox.clock.pass(Duration.ofDays(6));
        assertThat(webhooks.refresh(BASE, id)).containsEntry("expirationTime", "2026-01-18T09:30:12.345Z");

        sandbox.clock.pass(Duration.ofDays(8));
        sandbox.create("name", "unheard");
        assertThat(payloads(id, 1)).isEmpty();
        assertThatThrownBy(() -> webhooks.refresh(BASE, id)).hasMessageContaining("expired");

        sandbox.clock.pass(Duration.ofDays(7));
        assertThatThrownBy(() -> page(id, 1)).isInstanceOfSatisfying(ApiError.class, error -> assertThat(error.status())
                .isEqualTo(404));
        assertThat(webhooks.list(BASE)).isEqualTo(Map.of("webhooks", List.of()));
    }

    @Test
    void allowsTenPerBase() {
        for (int i = 0; i < 10; i++) {
            hook(Map.of("dataTypes", List.of("tableData")), Map.of());
        }

        assertThatThrownBy(() -> hook(Map.of("dataTypes", List.of("tableData")), Map.of()))
                .hasMessageContaining("TOO_MANY_WEBHOOKS_IN_BASE");
    }

    @Test
    void signsWithTheDecodedSecret() {
        // printf '{"base":{}}' | openssl dgst -sha256 -hmac 'top secret'
        assertThat(Mac.of("dG9wIHNlY3JldA==", "{\"base\":{}}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("hmac-sha256=3f620d24551b0b36493edb564fe9998a861f23fa3ed351f64eb0f846dc0aee3b");
    }

    private String hook(Map<String, Object> filters, Map<String, Object> includes) {
        var body =
                Json.text(Map.of("specification", Map.of("options", Map.of("filters", filters, "includes", includes))));
        return (String)
                webhooks.create(BASE, body.getBytes(StandardCharsets.UTF_8)).get("id");
    }

    private Map<String, Object> page(String id, int cursor) {
        var request = new MockHttpServletRequest();
        request.setParameter("cursor", String.valueOf(cursor));
        return webhooks.payloads(BASE, id, request);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> payloads(String id, int cursor) {
        return (List<Map<String, Object>>) page(id, cursor).get("payloads");
    }

    private Map<?, ?> table(Map<String, Object> payload) {
        return (Map<?, ?>) ((Map<?, ?>) payload.get("changedTablesById")).get(sandbox.tasks.id());
    }

    private String field(String name) {
        return sandbox.tasks.field(name).id();
    }
}
