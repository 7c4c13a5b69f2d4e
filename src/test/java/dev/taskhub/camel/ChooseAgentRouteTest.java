package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.agent.AgentDesk;
import dev.taskhub.agent.Referral;
import dev.taskhub.plan.Breakdown;
import dev.taskhub.sync.HubEdit;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.TaskChange;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.MessageHistory;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.WhenDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The agents are those of config/agents.yaml and one more, for whom the route has no branch. */
@Import(ChooseAgentRouteTest.Agents.class)
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/agents/choose-agent.camel.yaml")
class ChooseAgentRouteTest extends RouteTestBase {

    private static final Stamp STAMP = new Stamp(1, "airtable");

    @TempDir
    static Path folder;

    @ComponentScan(basePackageClasses = AgentDesk.class)
    static class Agents {}

    @MockitoBean
    Breakdown breakdown;

    @MockitoBean
    Sync sync;

    @MockitoBean
    TaskStore tasks;

    @MockitoBean
    Clock clock;

    @Autowired
    AgentDesk desk;

    @DynamicPropertySource
    static void agents(DynamicPropertyRegistry properties) throws IOException {
        Path file = folder.resolve("agents.yaml");
        Files.writeString(
                file,
                Files.readString(Path.of("config/agents.yaml"))
                        + """

                  - name: DOC
                    description: Writes it down
                    skills:
                      - name: documentation
                        words: [handbook]
                """
                                .indent(0)
                                .replaceAll("(?m)^ {16}", ""));
        properties.add("taskhub.agent.file", file::toString);
        properties.add("taskhub.agent.inboxes", folder::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "Review the roadmap, CE, 'Architecture, planning, review'",
        "Buy a cake, CE, 'Architecture, planning, review'",
        "Implement the login, BA, 'Implementation, deployment, testing'",
        "Alert on slow metrics, MA, 'Monitoring, alerts, metrics'",
        "QA and validation, TA, 'Testing, validation, quality'",
        "Finish the handbook, DOC, otherwise"
    })
    void assignsATaskInTheBranchOfTheAgentItSuits(String title, String agent, String branch) {
        Exchange done = choose(task(title));

        assertThat(done.getMessage().getBody()).isInstanceOfSatisfying(HubEdit.class, edit -> {
            assertThat(edit.taskId()).isEqualTo("id-1");
            assertThat(edit.version()).isEqualTo(7);
            assertThat(edit.values()).isEqualTo(Map.of(TaskField.ASSIGNED_TO, agent));
            assertThat(edit.actor()).startsWith("router: ");
        });
        assertThat(branchOfTheLastStep(done)).isEqualTo(branch);
    }

    @Test
    void leavesATaskWithTheOneItWasGiven() {
        assertKept(task("Implement the login").with(TaskField.ASSIGNED_TO, "Ada", STAMP));
    }

    @Test
    void leavesAClosedTaskAlone() {
        assertKept(task("Implement the login").with(TaskField.STATUS, "completed", STAMP));
    }

    private void assertKept(Task task) {
        Exchange done = choose(task);

        assertThat(done.getMessage().getBody())
                .isInstanceOfSatisfying(Referral.class, referral -> assertThat(referral.isKept())
                        .isTrue());
        assertThat(branchOfTheLastStep(done)).isEqualTo("Closed, or given to somebody already");
    }

    private Exchange choose(Task task) {
        when(sync.claimChanges(Sync.AGENTS, 200)).thenReturn(List.of(new TaskChange(task, 1)));
        Exchange done = run("choose-agent", desk.claim().get(0));
        assertThat(done.getException()).isNull();
        return done;
    }

    private static String branchOfTheLastStep(Exchange done) {
        List<?> history = done.getProperty(Exchange.MESSAGE_HISTORY, List.class);
        NamedNode step = ((MessageHistory) history.get(history.size() - 1)).getNode();
        var choice = (ChoiceDefinition) step.getParent();
        return choice.getWhenClauses().stream()
                .filter(branch -> branch.getOutputs().contains(step))
                .map(WhenDefinition::getDescriptionText)
                .findFirst()
                .orElse("otherwise");
    }

    private static Task task(String title) {
        return Task.blank("id-1", 1)
                .withVersion(7)
                .with(TaskField.TITLE, title, STAMP)
                .with(TaskField.STATUS, "todo", STAMP);
    }
}
