package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordCommentsTest {

    private static final Instant FIRST = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant LATER = FIRST.plusSeconds(1);

    private final RecordComments listing = new RecordComments("rec1", List.of("com1", "com2"));

    @Test
    void missesWhatOnePageDoesNotShow() {
        listing.add(List.of("com1", "com3"), FIRST, null);

        assertThat(listing.isComplete()).isTrue();
        assertThat(listing.gone()).containsExactly("com2");
        assertThat(listing.askedAt()).isEqualTo(FIRST);
    }

    @Test
    void missesNothingBeforeItsEnd() {
        listing.add(List.of("com1"), FIRST, "100");

        assertThat(listing.isComplete()).isFalse();
        assertThat(listing.gone()).isEmpty();
        assertThat(listing.offset()).isEqualTo("100");

        listing.add(List.of("com2"), LATER, null);

        assertThat(listing.isComplete()).isTrue();
        assertThat(listing.gone()).isEmpty();
    }

    @Test
    void looksOnceMoreForWhatSeveralPagesMissed() {
        listing.add(List.of("com1"), FIRST, "100");
        listing.add(List.of("com3"), FIRST, null);
        assertThat(listing.isComplete())
                .as("it may have moved to a page that was read")
                .isFalse();
        assertThat(listing.offset()).isNull();

        listing.add(List.of("com1"), LATER, "100");
        listing.add(List.of("com2"), LATER, null);

        assertThat(listing.isComplete()).isTrue();
        assertThat(listing.gone()).isEmpty();
    }

    @Test
    void believesWhatIsMissedTwice() {
        for (int round = 0; round < 2; round++) {
            listing.add(List.of("com1"), FIRST.plusSeconds(round), "100");
            listing.add(List.of("com3"), LATER.plusSeconds(round), null);
        }

        assertThat(listing.isComplete()).isTrue();
        assertThat(listing.gone()).containsExactly("com2");
        assertThat(listing.askedAt()).isEqualTo(FIRST.plusSeconds(1));
    }
}
