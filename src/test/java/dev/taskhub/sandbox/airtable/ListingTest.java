package dev.taskhub.sandbox.airtable;

import static dev.taskhub.sandbox.airtable.Sandboxed.field;
import static dev.taskhub.sandbox.airtable.Sandboxed.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListingTest {

    private final Sandboxed sandbox = new Sandboxed(false);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void givesTwentyFiveRecordsInPagesOfTen() {
        fill(25);

        var first = sandbox.list("pageSize", "10");
        var second = sandbox.list("pageSize", "10", "offset", first.get("offset"));
        var third = sandbox.list("pageSize", 10L, "offset", second.get("offset"));

        assertThat(List.of(
                        records(first).size(),
                        records(second).size(),
                        records(third).size()))
                .containsExactly(10, 10, 5);
        assertThat(third).doesNotContainKey("offset");
        assertThat((String) first.get("offset")).matches("itr\\w{14}/rec\\w{14}");
    }

    @Test
    void givesTheRecordsThatAreAskedForByTheirIdsInTheTablesOrder() {
        fill(5);
        var ids = sandbox.tasks.rows().stream().map(Row::id).toList();
        String formula = "OR(RECORD_ID()='" + ids.get(3) + "', RECORD_ID()='recNobody00000000', RECORD_ID()='"
                + ids.get(1) + "')";

        assertThat(records(sandbox.list("filterByFormula", formula)))
                .extracting(record -> record.get("id"))
                .containsExactly(ids.get(1), ids.get(3));
        assertThat(records(sandbox.list("filterByFormula", "NOT(" + formula + ")")))
                .extracting(record -> record.get("id"))
                .containsExactly(ids.get(0), ids.get(2), ids.get(4));
        assertThat(records(sandbox.list("filterByFormula", "RECORD_ID()='" + ids.get(2) + "'")))
                .extracting(record -> record.get("id"))
                .containsExactly(ids.get(2));
    }

    @Test
    void repeatsAPageWhoseAnswerWasLost() {
        fill(9);
        Object offset = sandbox.list("pageSize", 3L).get("offset");

        assertThat(sandbox.list("pageSize", 3L, "offset", offset))
                .isEqualTo(sandbox.list("pageSize", 3L, "offset", offset));
    }

    @Test
    void keepsOrderAndMembershipButReadsValuesLive() {
        fill(4);
        var first = sandbox.list("pageSize", 2L, "sort", List.of(Map.of("field", "name")));
        var rows = new ArrayList<>(sandbox.tasks.rows());
        sandbox.update(rows.get(2).id(), "name", "zzz");
        sandbox.create("name", "task 0");
        sandbox.airTable
                .writes()
                .delete(sandbox.base, sandbox.tasks, List.of(rows.get(3).id()));

        var second = sandbox.list("pageSize", 2L, "offset", first.get("offset"));

        assertThat(records(second)).extracting(record -> field(record, "name")).containsExactly("zzz");
    }

    @Test
    void sortsBySelectOrderThenByText() {
        sandbox.create("name", "b", "status", "Review");
        sandbox.create("name", "a", "status", "Review");
        sandbox.create("name", "c", "status", "Pending");
        sandbox.create("name", "d");

        var sort = List.of(Map.of("field", "status", "direction", "desc"), Map.of("field", "name"));

        assertThat(records(sandbox.list("sort", sort)))
                .extracting(record -> field(record, "name"))
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void filtersAndCapsTheNumberOfRecords() {
        fill(5);

        var page = sandbox.list("filterByFormula", "NOT({name}='task 2')", "maxRecords", "3");

        assertThat(records(page))
                .extracting(record -> field(record, "name"))
                .containsExactly("task 1", "task 3", "task 4");
    }

    @Test
    void showsOnlyTheAskedFieldsByIdAndTheNumberOfComments() {
        Row row = sandbox.create("name", "one", "status", "Pending");
        sandbox.base.comments(row.id(), List.of(new Comment("comA", "hi", row.createdTime(), null, null, null)));

        var record = records(sandbox.list(
                        "fields", List.of("status"),
                        "returnFieldsByFieldId", "1",
                        "recordMetadata", List.of("commentCount")))
                .get(0);

        assertThat(record)
                .containsEntry("fields", Map.of(sandbox.tasks.field("status").id(), "Pending"))
                .containsEntry("commentCount", 1);
    }

    @Test
    void letsIteratorsExpire() {
        fill(3);
        Object offset = sandbox.list("pageSize", 1L).get("offset");
        sandbox.clock.pass(Duration.ofSeconds(601));

        assertThatThrownBy(() -> sandbox.list("pageSize", 1L, "offset", offset))
                .isInstanceOfSatisfying(ApiError.class, error -> assertThat(error.body())
                        .isEqualTo(Map.of("error", Map.of("type", "LIST_RECORDS_ITERATOR_NOT_AVAILABLE"))));
    }

    @Test
    void refusesWrongParametersWithTheVendorsTypes() {
        assertRefused("INVALID_REQUEST_UNKNOWN", "pageSize", "101");
        assertRefused("INVALID_REQUEST_UNKNOWN", "pageSize", "many");
        assertRefused("INVALID_REQUEST_UNKNOWN", "cellFormat", "string");
        assertRefused("INVALID_OFFSET_VALUE", "offset", "garbled");
        assertRefused("VIEW_NAME_NOT_FOUND", "view", "Nope");
        assertRefused("UNKNOWN_FIELD_NAME", "fields", List.of("Nope"));
        assertRefused("UNKNOWN_FIELD_NAME", "sort", List.of(Map.of("field", "Nope")));
        assertRefused("INVALID_FILTER_BY_FORMULA", "filterByFormula", "{Nope}=1");
    }

    private void assertRefused(String type, Object... parameters) {
        assertThatThrownBy(() -> sandbox.list(parameters)).isInstanceOfSatisfying(ApiError.class, error -> {
            assertThat(error.status()).isEqualTo(422);
            assertThat(error.body().toString()).contains("type=" + type);
        });
    }

    private void fill(int count) {
        for (int i = 1; i <= count; i++) {
            sandbox.create("name", "task " + i);
        }
    }
}
