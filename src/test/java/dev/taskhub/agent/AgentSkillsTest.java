package dev.taskhub.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSkillsTest {

    private final AgentSkills skills = new AgentSkills(AgentsFile.read(Path.of("config/agents.yaml")));

    @ParameterizedTest
    @CsvSource({
        "Deploy the API, BA",
        "Deployed services, BA",
        "DEPLOYMENT of the hub, BA",
        "Implement login, BA",
        "Roll out version 2, BA",
        "Plan the sprint, CE",
        "Planning, CE",
        "Architecture of the store, CE",
        "Review: token rotation, CE",
        "Monitor the disk, MA",
        "Alerts when the queue grows, MA",
        "Add metrics, MA",
        "Validate the import, TA",
        "QA of the login form, TA",
        "Buy milk, CE",
        "'', CE"
    })
    void choosesAsPeopleExpect(String title, String agent) {
        assertThat(skills.choose(task(title, null), Map.of()).agent()).isEqualTo(agent);
    }

    @ParameterizedTest
    @CsvSource({"Latest news", "Protestant history", "Planet", "Codec", "Preview", "Aquarium", "mustest"})
    void doesNotFindAWordInsideAnother(String title) {
        assertThat(skills.choose(task(title, null), Map.of()).score()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"(deploy)", "re-deploy", "run_deploy.sh", "deploy/rollback", "»deploy«", "deploy's", "ＤＥＰＬＯＹ"})
    void wordsEndAtAnythingThatIsNoLetterOrDigit(String title) {
        assertThat(skills.choose(task(title, null), Map.of()).matchedWords()).contains("deploy");
    }

    @Test
    void matchesWordsOfAnyLanguageInAnyComposition() {
        var german = new AgentSkills(new Agents(
                List.of(
                        new Agent("A", "", List.of(new Agent.Skill("other", 1, List.of("anderes")))),
                        new Agent("B", "", List.of(new Agent.Skill("check", 1, List.of("Prüfung", "проверка"))))),
                "A"));

        assertThat(german.choose(task("Die PRU\u0308FUNG läuft", null), Map.of())
                        .agent())
                .isEqualTo("B");
        assertThat(german.choose(task("Проверка", null), Map.of()).agent()).isEqualTo("B");
        assertThat(german.choose(task("Überprüfung", null), Map.of()).score()).isZero();
    }

    @Test
    void theHighestScoreWinsNotTheFirstMatch() {
        AgentMatch match = skills.choose(task("Plan", "monitor alerts metrics and monitor again"), Map.of());
        assertThat(match.agent()).isEqualTo("CE");
        assertThat(match.score()).isEqualTo(3);

        match = skills.choose(task("Plan alerts", "monitor, and monitor again"), Map.of());
        assertThat(match.agent()).isEqualTo("MA");
        assertThat(match.score()).isEqualTo(4);
        assertThat(match.matchedWords()).containsExactly("alerts", "monitor");
        assertThat(match.reason()).isEqualTo("MA scores 4 by \"alerts\" in the title, \"monitor\" in the description");
    }

    @Test
    void aSkillCountsOncePerText() {
        assertThat(skills.choose(task("Test tests tested", "testing tests"), Map.of())
                        .score())
                .isEqualTo(3 + 1);
    }

    @Test
    void tagsCountAsMuchAsTheTitle() {
        Task task = task("Something", "plan").with(TaskField.TAGS, List.of("ops", "Alerts"), Stamp.at(0, "hub"));

        assertThat(skills.choose(task, Map.of()).agent()).isEqualTo("MA");
        assertThat(skills.choose(task, Map.of()).score()).isEqualTo(3);
    }

    @Test
    void aPhraseDoesNotReachFromOneTagToTheNext() {
        Task task = task(null, null).with(TaskField.TAGS, List.of("quality", "assurance"), Stamp.at(0, "hub"));

        assertThat(skills.choose(task, Map.of()).score()).isZero();
        assertThat(skills.choose(task("Quality  assurance", null), Map.of()).agent())
                .isEqualTo("TA");
    }

    @Test
    void aTieGoesToTheLighterWorkloadThenToTheFirstInTheFile() {
        Task task = task("Test the login", null);

        assertThat(skills.choose(task, Map.of("BA", 5, "TA", 2)).agent()).isEqualTo("TA");
        assertThat(skills.choose(task, Map.of("BA", 2, "TA", 5)).agent()).isEqualTo("BA");
        assertThat(skills.choose(task, Map.of("BA", 2, "TA", 2)).agent()).isEqualTo("BA");
        assertThat(skills.choose(task, Map.of("BA", 5, "TA", 2)).reason())
                .isEqualTo("TA scores 3 by \"test\" in the title; as good: BA (5 open), and TA has 2 open");
    }

    @Test
    void whatFitsNobodyGoesToTheFallbackHoweverBusy() {
        AgentMatch match = skills.choose(task("Buy milk", null), Map.of("CE", 1000));

        assertThat(match).isEqualTo(new AgentMatch("id", "CE", 0, List.of(), "No skill fits, so it goes to CE"));
    }

    @Test
    void weightsMultiply() {
        var weighted = new AgentSkills(new Agents(
                List.of(
                        new Agent("A", "", List.of(new Agent.Skill("x", 1, List.of("x")))),
                        new Agent("B", "", List.of(new Agent.Skill("y", 4, List.of("y"))))),
                "A"));

        assertThat(weighted.choose(task("x", "y"), Map.of()).agent()).isEqualTo("B");
        assertThat(weighted.choose(task("x", "y"), Map.of()).score()).isEqualTo(4);
    }

    @Test
    void tenMillionCharactersAreReadInSeconds() {
        // a matcher that tries every start against every end would need hours
        Task task = task("x", "roll ".repeat(2_000_000));

        org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(20), () -> skills.choose(task, Map.of()));
    }

    @Property
    void anyTextIsTakenAndTheAgentIsAlwaysADeclaredOne(@ForAll String title, @ForAll String description) {
        AgentMatch match = skills.choose(task(title, description), Map.of());

        assertThat(match.agent()).isIn("CE", "BA", "MA", "TA");
        assertThat(match.score() == 0).isEqualTo(match.matchedWords().isEmpty());
    }

    private static Task task(String title, String description) {
        Stamp stamp = Stamp.at(0, "hub");
        return Task.blank("id", 1).with(TaskField.TITLE, title, stamp).with(TaskField.DESCRIPTION, description, stamp);
    }
}
