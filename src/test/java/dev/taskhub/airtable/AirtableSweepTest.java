package dev.taskhub.airtable;

import static dev.taskhub.airtable.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.sync.HeldDeletions;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Sync;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.transaction.PlatformTransactionManager;

class AirtableSweepTest {

    private static final String SYSTEM = "airtable";
    private static final String CONTAINER = Wire.RECORDS.container();

    private final Links links = mock();
    private final HeldDeletions held = mock();
    private final Sync sync = mock();
    private final PlatformTransactionManager transactions = mock();
    private final AirtableSweep sweep = new AirtableSweep(
            new AirtableReconcile(Wire.RECORDS),
            new AirtablePayloads(Wire.RECORDS, mock(), Wire.SETTINGS),
            Wire.RECORDS,
            links,
            held,
            sync,
            transactions);

    @BeforeEach
    void linkFour() {
        when(links.linkedIds(SYSTEM, CONTAINER)).thenReturn(Set.of("rec1", "rec2", "rec3", "rec4"));
    }

    @Test
    void holdsTooManyDeletionsAndDeletesNothing() {
        sweep.finish(listing("rec1", "rec2"));

        assertThat(deleted()).isEmpty();
        verify(held).replace(SYSTEM, CONTAINER, Set.of("rec3", "rec4"));
    }

    @Test
    void deletesInThePersonsNameWhatIsMissingStill() {
        when(held.agreed(SYSTEM, CONTAINER)).thenReturn(Map.of("rec3", "eve", "rec4", "eve"));

        sweep.finish(listing("rec1", "rec2", "rec3"));

        assertThat(deleted()).singleElement().satisfies(delete -> {
            assertThat(delete.externalId()).isEqualTo("rec4");
            assertThat(delete.actor()).isEqualTo("eve");
        });
        verify(held).replace(SYSTEM, CONTAINER, Set.of());
    }

    @Test
    void holdsWhatWentMissingAfterThePersonAgreed() {
        when(held.agreed(SYSTEM, CONTAINER)).thenReturn(Map.of("rec4", "eve"));

        sweep.finish(listing("rec1"));

        assertThat(deleted()).extracting(ItemChange::externalId).containsExactly("rec4");
        verify(held).replace(SYSTEM, CONTAINER, Set.of("rec2", "rec3"));
    }

    @Test
    void isNotSwayedByAnAgreementToWhatAnEarlierListingMissed() {
        IdListing begun = listing("rec1", "rec2");
        when(held.agreed(SYSTEM, CONTAINER)).thenReturn(Map.of("rec3", "eve", "rec4", "eve"));

        sweep.finish(begun);

        assertThat(deleted()).isEmpty();
    }

    @Test
    void letsGoOfWhatIsListedAgain() {
        sweep.finish(listing("rec1", "rec2", "rec3", "rec4"));

        verify(held).replace(SYSTEM, CONTAINER, Set.of());
    }

    @Test
    void changesNothingAfterHalfAListing() {
        sweep.finish(sweep.begin());

        verify(sync, never()).accept(any());
        verify(held, never()).replace(any(), any(), anyCollection());
    }

    @Test
    void takesARecordForDeletedThatIsNotThereWhenItIsRead() {
        sweep.accept(List.of("rec1", "rec2"), json("{'records':[{'id':'rec1','fields':{'name':'Pump'}}]}"));

        assertThat(deleted())
                .extracting(ItemChange::externalId, ItemChange::type)
                .containsExactly(tuple("rec1", ItemChange.Type.WHOLE), tuple("rec2", ItemChange.Type.DELETED));
    }

    private IdListing listing(String... ids) {
        String records =
                Stream.of(ids).map(id -> "{'id':'" + id + "','fields':{}}").collect(Collectors.joining(","));
        return sweep.page(sweep.begin(), json("{'records':[" + records + "]}"));
    }

    private List<ItemChange> deleted() {
        ArgumentCaptor<List<ItemChange>> accepted = ArgumentCaptor.captor();
        verify(sync).accept(accepted.capture());
        return accepted.getValue();
    }
}
