package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Deletions that wait for a person, on both databases. */
class HeldDeletionsTest extends BothDatabases {

    @Nested
    class OnSqlite extends HoldCases {
        OnSqlite() {
            super(sqlite());
        }
    }

    @Nested
    class OnPostgres extends HoldCases {
        OnPostgres() {
            super(postgres());
        }
    }

    abstract static class HoldCases extends Cases {

        private static final String OTHER_BASE = "app2/Tasks";

        private final HeldDeletions held;

        HoldCases(TestHub hub) {
            super(hub);
            held = hub.bean(HeldDeletions.class);
        }

        @BeforeEach
        void linkFour() {
            hub.transaction.executeWithoutResult(status -> hub.links.save(Stream.of("rec1", "rec2", "rec3", "rec4")
                    .map(HoldCases::link)
                    .toList()));
        }

        @Test
        void holdsNothingBeforeAListingMissedTooMuch() {
            assertThat(held.in("airtable")).isEmpty();
            assertThat(held.agree("airtable", "eve")).isZero();
        }

        @Test
        void tellsHowManyAreHeldAndSinceWhen() {
            Instant first = hub.clock.instant();
            hold("rec1");
            hub.clock.pass(Duration.ofDays(1));

            hold("rec1", "rec2");

            assertThat(held.in("airtable")).contains(new HeldDeletions.Hold(2, 4, first, false));
            assertThat(held.in("convex")).isEmpty();
        }

        @Test
        void letsGoOfWhatALaterListingShows() {
            hold("rec1", "rec2");

            hold();

            assertThat(held.in("airtable")).isEmpty();
        }

        @Test
        void remembersWhoAgreedToWhatWasHeldThen() {
            hold("rec1", "rec2");

            assertThat(held.agree("airtable", "eve")).isEqualTo(2);
            assertThat(held.in("airtable").orElseThrow().agreed()).isTrue();
            hold("rec2", "rec3");

            assertThat(held.agreed("airtable", TestHub.BASE)).isEqualTo(Map.of("rec2", "eve"));
            assertThat(held.in("airtable").orElseThrow().agreed()).isFalse();
        }

        @Test
        void countsNoMoreWhatWasDeletedOtherwise() {
            hold("rec1", "rec2");

            hub.transaction.executeWithoutResult(status -> hub.links.save(
                    List.of(link("rec1").with(Link.State.DELETED), link("rec2").with(Link.State.DELETED))));

            assertThat(held.in("airtable")).isEmpty();
            assertThat(held.agree("airtable", "eve")).isZero();
        }

        @Test
        void forgetsWhatWasHeldOfAnotherTable() {
            held.replace("airtable", OTHER_BASE, Set.of("rec9"));
            held.replace("convex", OTHER_BASE, Set.of("row1"));

            hold("rec1");

            assertThat(hub.jdbc.queryForList("SELECT external_id FROM held_deletion ORDER BY external_id"))
                    .extracting(row -> row.get("external_id"))
                    .containsExactly("rec1", "row1");
        }

        private void hold(String... ids) {
            held.replace("airtable", TestHub.BASE, Set.of(ids));
        }

        private static Link link(String id) {
            return new Link("airtable", TestHub.BASE, id, "task-" + id, Link.State.LINKED, Map.of(), Map.of(), null);
        }
    }
}
