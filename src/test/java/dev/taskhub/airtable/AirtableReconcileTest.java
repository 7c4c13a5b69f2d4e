package dev.taskhub.airtable;

import static dev.taskhub.airtable.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.ItemChange;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AirtableReconcileTest {

    private final AirtableReconcile reconcile = new AirtableReconcile(Wire.RECORDS);

    @Test
    void asksForOneShortColumnOfEachRecord() {
        var listing = reconcile.begin(Set.of(), Map.of());

        assertThat(reconcile.next(listing).path()).isEqualTo(Wire.TASKS_PATH);
        assertThat(Wire.query(reconcile.next(listing))).containsExactly("pageSize=100", "fields[]=Last Modified");
        reconcile.page(listing, page("'itr1/recB'", "recA"));
        assertThat(Wire.parameter(reconcile.next(listing), "offset")).isEqualTo("itr1/recB");
    }

    @Test
    void tellsDeletedRecordsAndRecordsWithoutATask() {
        var listing = reconcile.begin(Set.of("recA", "recB", "recC", "recD", "recE"), Map.of());
        reconcile.page(listing, page("'itr1/recD'", "recA", "recB", "recNew"));
        reconcile.page(listing, page("null", "recC", "recD"));

        var result = reconcile.result(listing);

        assertThat(listing.isComplete()).isTrue();
        assertThat(result.missing()).containsExactly("recE");
        assertThat(result.unlinked()).containsExactly("recNew");
        assertThat(result.held()).isEmpty();
        assertThat(result.deletes()).singleElement().satisfies(delete -> {
            assertThat(delete.externalId()).isEqualTo("recE");
            assertThat(delete.type()).isEqualTo(ItemChange.Type.DELETED);
            assertThat(delete.container()).isEqualTo("appAAAAAAAAAAAAAA");
        });
    }

    @Test
    void deletesNothingBeforeTheListingIsComplete() {
        var listing = reconcile.begin(Set.of("recA", "recB", "recC", "recD", "recE"), Map.of());
        reconcile.page(listing, page("'itr1/recE'", "recA", "recB", "recC", "recD"));

        var result = reconcile.result(listing);

        assertThat(result.deletes()).isEmpty();
        assertThat(result.why()).contains("not read to its end");
    }

    @Test
    void forgetsWhatItSawWhenItRestarts() {
        var listing = reconcile.begin(Set.of("recA"), Map.of());
        reconcile.page(listing, page("'itr1/recB'", "recA"));
        var restarted = reconcile.page(reconcile.restart(listing), page("null"));

        assertThat(reconcile.result(restarted).missing()).containsExactly("recA");
    }

    @Test
    void refusesAnAnswerWithoutRecords() {
        assertThatThrownBy(() -> reconcile.page(reconcile.begin(Set.of("recA"), Map.of()), Map.of()))
                .isInstanceOf(RemoteUnavailable.class);
    }

    @Property
    void holdsExactlyWhenMoreThanAFifthIsMissing(
            @ForAll @IntRange(max = 60) int linkedCount, @ForAll @IntRange(max = 60) int seenCount) {
        Set<String> linked = ids(linkedCount);
        var listing = reconcile.begin(linked, Map.of());
        reconcile.page(listing, page("null", ids(seenCount).toArray(String[]::new)));

        var result = reconcile.result(listing);

        int missing = Math.max(0, linkedCount - seenCount);
        assertThat(result.missing()).hasSize(missing);
        boolean held = missing > linkedCount / 5.0;
        assertThat(result.held()).hasSize(held ? missing : 0);
        assertThat(result.deletes()).hasSize(held ? 0 : missing);
        assertThat(result.why().isEmpty()).isEqualTo(!held);
    }

    @Property
    void deletesOfTheMissingThoseAgreedToAndJudgesTheRestByThemselves(
            @ForAll @IntRange(max = 60) int linkedCount,
            @ForAll @IntRange(max = 60) int seenCount,
            @ForAll @IntRange(max = 60) int agreedCount) {
        // agreed to are the highest numbers, and the lowest are seen
        var agreed = ids(linkedCount).stream()
                .filter(id -> number(id) >= linkedCount - agreedCount)
                .collect(Collectors.toMap(id -> id, id -> "eve"));
        var listing = reconcile.begin(ids(linkedCount), agreed);
        reconcile.page(listing, page("null", ids(seenCount).toArray(String[]::new)));

        var result = reconcile.result(listing);

        var rest = new HashSet<>(result.missing());
        rest.removeAll(agreed.keySet());
        boolean held = rest.size() > (linkedCount - (result.missing().size() - rest.size())) / 5.0;
        assertThat(result.held()).isEqualTo(held ? rest : Set.of());
        var deleted = new HashSet<>(result.missing());
        deleted.removeAll(result.held());
        assertThat(result.deletes()).extracting(ItemChange::externalId).containsExactlyInAnyOrderElementsOf(deleted);
        assertThat(result.deletes())
                .allSatisfy(delete -> assertThat(delete.actor()).isEqualTo(agreed.get(delete.externalId())));
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring("rec".length()));
    }

    private static Set<String> ids(int count) {
        var ids = new HashSet<String>();
        for (int i = 0; i < count; i++) {
            ids.add("rec" + i);
        }
        return ids;
    }

    private static Map<String, Object> page(String offset, String... ids) {
        String records = Set.of(ids).stream()
                .map(id -> "{'id':'" + id + "','fields':{}}")
                .collect(Collectors.joining(","));
        return json("{'records':[" + records + "],'offset':" + offset + "}");
    }
}
