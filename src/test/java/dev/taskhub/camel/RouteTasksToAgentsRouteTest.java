package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.agent.AgentDesk;
import dev.taskhub.agent.Referral;
import dev.taskhub.plan.Breakdown;
import dev.taskhub.plan.Places;
import dev.taskhub.sync.HubEdit;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.TaskChange;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@ExtendWith(OutputCaptureExtension.class)
@Import(RouteTasksToAgentsRouteTest.Agents.class)
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/agents/route-tasks-to-agents.camel.yaml")
class RouteTasksToAgentsRouteTest extends RouteTestBase {

    private static final Stamp STAMP = new Stamp(1, "airtable");
    private static final TaskChange FIRST = change(1, null);
    private static final TaskChange GIVEN = change(2, "BA");
    private static final TaskChange SECOND = change(3, null);

    @TempDir
    static Path folder;

    @ComponentScan(basePackageClasses = AgentDesk.class)
    static class Agents {
        @Bean
        AggregationStrategy asList() {
            return new CamelBeans().asList();
        }

        /** Stands in for choose-agent, which has this policy too. */
        @Bean
        RouteBuilder chooseAgent() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:choose-agent")
                            .routeConfigurationId("next-round")
                            .to("mock:choose-agent");
                }
            };
        }
    }

    @MockitoBean
    Breakdown breakdown;

    @MockitoBean
    Sync sync;

    @MockitoBean
    TaskStore tasks;

    @MockitoBean
    Clock clock;

    @DynamicPropertySource
    static void agents(DynamicPropertyRegistry properties) {
        properties.add("taskhub.agent.inboxes", folder::toString);
    }

    @BeforeEach
    void everyoneGetsAnAgent() {
        when(breakdown.places()).thenReturn(Places.none());
        choices().whenAnyExchangeReceived(RouteTasksToAgentsRouteTest::choose);
    }

    @Test
    void assignsABatchInOneGoAndKeepsTheInboxes() {
        when(sync.claimChanges(Sync.AGENTS, 200)).thenReturn(List.of(FIRST, GIVEN, SECOND), List.of());

        assertThat(run("route-tasks-to-agents", null).getException()).isNull();

        var order = inOrder(sync);
        order.verify(sync).edit(List.of(edit(FIRST), edit(SECOND)));
        order.verify(sync).followed(Sync.AGENTS, List.of(FIRST, GIVEN, SECOND));
        assertThat(folder.resolve("BA/inbox/T-2.json")).exists();
        assertThat(folder.resolve("CE/inbox/T-1.json")).doesNotExist();
    }

    @Test
    void goesOnAsLongAsTasksHaveChanged() {
        when(sync.claimChanges(Sync.AGENTS, 200)).thenReturn(List.of(FIRST), List.of(change(1, "CE")), List.of());

        run("route-tasks-to-agents", null);

        verify(sync, times(3)).claimChanges(Sync.AGENTS, 200);
        verify(sync, times(2)).edit(any());
        assertThat(folder.resolve("CE/inbox/T-1.json")).exists();
    }

    @Test
    void asksNobodyWhenNothingHasChanged() {
        when(sync.claimChanges(Sync.AGENTS, 200)).thenReturn(List.of());

        run("route-tasks-to-agents", null);

        assertThat(choices().getReceivedExchanges()).isEmpty();
        verify(sync, never()).edit(any());
    }

    @Test
    void choosesLaterForATaskWhoseBranchFails() {
        for (int failing = 1; failing <= 3; failing++) {
            resetChoices(failing);
            when(sync.claimChanges(Sync.AGENTS, 200)).thenReturn(List.of(FIRST, GIVEN, SECOND), List.of());
            assertThat(run("route-tasks-to-agents", null).getException()).isNull();
        }

        verify(sync).edit(List.of(edit(SECOND)));
        verify(sync).followed(Sync.AGENTS, List.of(GIVEN, SECOND));
        verify(sync).edit(List.of(edit(FIRST), edit(SECOND)));
        verify(sync).followed(Sync.AGENTS, List.of(FIRST, GIVEN, SECOND));
        verify(sync).edit(List.of(edit(FIRST)));
        verify(sync).followed(Sync.AGENTS, List.of(FIRST, GIVEN));
    }

    @Test
    void leavesItToTheNextRoundWhenTheDatabaseIsBusy(CapturedOutput log) {
        when(sync.claimChanges(Sync.AGENTS, 200)).thenReturn(List.of(FIRST), List.of(FIRST), List.of());
        doThrow(new CannotAcquireLockException("the database is locked"))
                .doNothing()
                .when(sync)
                .edit(any());

        assertThat(run("route-tasks-to-agents", null).getException()).isNull();
        verify(sync, never()).followed(any(), any());
        assertThat(run("route-tasks-to-agents", null).getException()).isNull();

        verify(sync).followed(Sync.AGENTS, List.of(FIRST));
        assertThat(LogLines.of(log))
                .singleElement()
                .asString()
                .contains("WARN", "route-tasks-to-agents leaves it to the next round: the database is locked");
    }

    private void resetChoices(int failing) {
        MockEndpoint.resetMocks(camel);
        everyoneGetsAnAgent();
        choices().whenExchangeReceived(failing, exchange -> {
            throw new IllegalStateException("no answer from the branch");
        });
    }

    private MockEndpoint choices() {
        return mock("choose-agent");
    }

    private static void choose(Exchange exchange) {
        var change = exchange.getMessage().getBody(TaskChange.class);
        exchange.getMessage()
                .setBody(
                        change.task().assignedTo() == null
                                ? edit(change)
                                : new Referral(change.task().id(), 1, null, "has an assignee"));
    }

    private static HubEdit edit(TaskChange change) {
        return new HubEdit(change.task().id(), 1, Map.of(TaskField.ASSIGNED_TO, "CE"), "router: fits");
    }

    private static TaskChange change(int number, String assignee) {
        return new TaskChange(
                Task.blank("id-" + number, number)
                        .withVersion(1)
                        .with(TaskField.TITLE, "Buy a cake", STAMP)
                        .with(TaskField.STATUS, "todo", STAMP)
                        .with(TaskField.ASSIGNED_TO, assignee, STAMP),
                number);
    }
}
