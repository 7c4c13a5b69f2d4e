package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.taskhub.api.Deletions;
import dev.taskhub.sync.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The door and the statement consumer behind it, on a real store. */
@MockEndpointsAndSkip("direct:answer-json|seda:compare-airtable-records.*")
@ContextConfiguration(classes = TestStore.class)
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/operations/agree-to-deletions.camel.yaml",
            "taskhub.airtable.poll-every=50ms"
        })
class AgreeToDeletionsRouteTest extends ApiRouteTest {

    @MockitoBean(name = "deletions")
    Deletions deletions;

    @MockitoBean(name = "apiRequests")
    ApiRequests requests;

    @Autowired
    private DataSource store;

    private MockEndpoint listing;

    /** The consumer runs as it does in the hub. */
    @Override
    @BeforeEach
    void startRoutesByHand() throws Exception {
        if (!camel.isStarted()) {
            AdviceWith.adviceWith(
                    camel, "agree-to-deletions", false, advice -> advice.replaceFromWith("direct:agree-to-deletions"));
            camel.start();
        }
        JdbcClient.create(store).sql("DELETE FROM held_deletion").update();
        MockEndpoint.resetMocks(camel);
        listing = mock("seda:compare-airtable-records");
        when(requests.caller(any())).thenReturn("admin");
    }

    @Test
    void agreesInTheNameOfTheCallerAndHasAirtableListedAtOnce() {
        var agreement = new Deletions.Agreement("airtable", 30, 100, Instant.EPOCH, "listed once more");
        when(deletions.agree("airtable", "admin")).thenReturn(agreement);

        call("agree-to-deletions", Map.of(), null);

        assertThat(answered()).isEqualTo(agreement);
        assertThat(listing.getReceivedExchanges()).hasSize(1);
    }

    @Test
    void saysWhenNothingIsHeld() {
        when(deletions.agree("airtable", "admin")).thenThrow(new NotFound("no deletion is held in airtable"));

        assertRefused(call("agree-to-deletions", Map.of(), null), 404, "no deletion is held in airtable");
        assertThat(listing.getReceivedExchanges()).isEmpty();
    }

    @Test
    void hasAirtableListedUntilWhatWasAgreedToIsDone() {
        held("eve");

        await().atMost(Duration.ofSeconds(10)).until(() -> listing.getReceivedCounter() > 2);
        JdbcClient.create(store).sql("DELETE FROM held_deletion").update();
    }

    @Test
    void leavesWhatIsHeldAloneUntilSomebodyAgrees() {
        held(null);

        await().during(Duration.ofMillis(300)).until(() -> listing.getReceivedCounter() == 0);
    }

    private void held(String agreedBy) {
        JdbcClient.create(store)
                .sql("INSERT INTO held_deletion VALUES ('airtable', 'app1/Tasks', 'rec1', 1, ?)")
                .param(agreedBy)
                .update();
    }
}
