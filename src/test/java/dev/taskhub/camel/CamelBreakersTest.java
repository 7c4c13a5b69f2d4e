package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.airtable.AirtableAnswers;
import dev.taskhub.airtable.RequestBudget;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@ContextConfiguration(classes = {CamelBreakers.class, RemoteHttpClient.class})
@TestPropertySource(
        properties = RouteTestBase.ROUTES
                + "file:routes/airtable/call-airtable.camel.yaml,file:kamelets/airtable-action.kamelet.yaml")
class CamelBreakersTest extends RouteTestBase {

    @MockitoBean(name = "airtableBudget")
    RequestBudget budget;

    @MockitoBean(name = "airtableDoor")
    RemoteDoor door;

    @MockitoBean(name = "airtableAnswers")
    AirtableAnswers answers;

    @Autowired
    private CamelBreakers breakers;

    @Test
    void knowsTheBreakerBeforeEachRemoteByTheRemotesName() {
        assertThat(breakers.states()).containsOnlyKeys("airtable").containsEntry("airtable", "CLOSED");

        camel.getRoutes().stream()
                .flatMap(route -> route.filter("*").stream())
                .filter(ResilienceProcessor.class::isInstance)
                .forEach(breaker -> ((ResilienceProcessor) breaker).transitionToOpenState());

        assertThat(breakers.states()).containsEntry("airtable", "OPEN");
    }
}
