package dev.taskhub.claude.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.config.InvalidConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ConversationRulesFileTest {

    private static final String GOOD =
            """
            least-confidence: 0.5
            cues:
              - why: asked
                confidence: 0.9
                in: [prompt]
                phrases: ["todo : ..."]
            headings: {why: listed, confidence: 0.9, phrases: ["next steps"]}
            done: ["^ done"]
            excluded:
              texts: ["/"]
              tags: [system-reminder]
              lines: ["$"]
              sentences: ["no need"]
            vague: [it]
            priorities: [{name: high, phrases: [soon]}]
            categories: [{name: testing, phrases: [test]}]
            fallback: other
            """;

    @TempDir
    Path folder;

    @Test
    void readsWhatIsDeclared() throws IOException {
        var found = new Conversations(read(GOOD)).find(new Turn("TODO: test it soon", "TODO: nothing"));

        assertThat(found)
                .containsExactly(new FoundTask("Test it soon", "asked", Speaker.PROMPT, "high", "testing", 0.9));
    }

    @Test
    void leavesOutWhatIsTooUncertain() throws IOException {
        var rules = read(GOOD.replace("least-confidence: 0.5", "least-confidence: 0.95"));

        assertThat(new Conversations(rules).find(new Turn("TODO: test it soon", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "least-confidence: 0.5   | least-confidence: 5          | line 1: least-confidence 5 is not a number from 0 to 1",
                "confidence: 0.9         | confidence: high             | line 4: confidence high is not a number",
                "in: [prompt]            | in: [user]                   | line 5: in user is not one of prompt, answer",
                "in: [prompt]            | deferred: maybe              | line 5: deferred maybe is neither true nor false",
                "todo : ...              | todo ... ...                 | line 6: the phrase \"todo ... ...\" holds \"...\" or \"*\" more than once",
                "phrases: [\"next steps\"] | phrases: []                | line 7: phrases must be a list with at least one entry",
                "done:                   | finished:                    | line 8: unknown key \"finished\" in the file",
                "  texts: [\"/\"]        | # no texts                   | line 11: excluded lacks \"texts\"",
                "name: high              | name: highest                | line 15: priority highest is not one of low, medium, high, urgent",
                "fallback: other         | # none                       | line 1: the file lacks \"fallback\""
            })
    void refusesAWrongFileWithItsLine(String good, String bad, String problem) {
        assertThat(GOOD).contains(good);

        assertThatThrownBy(() -> read(GOOD.replaceFirst(Pattern.quote(good), bad)))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("conversations.yaml")
                .hasMessageContaining(problem.strip())
                .satisfies(refused ->
                        assertThat(((InvalidConfiguration) refused).action()).contains("taskhub.conversations.file"));
    }

    @Test
    void aWrongFileStopsTheStart() {
        new ApplicationContextRunner()
                .withUserConfiguration(ConversationBeans.class)
                .withPropertyValues("taskhub.conversations.file=pom.xml")
                .run(started -> assertThat(started.getStartupFailure()).hasStackTraceContaining("pom.xml line "));
    }

    @Test
    void theShippedFileMakesTheBean() {
        new ApplicationContextRunner()
                .withUserConfiguration(ConversationBeans.class)
                .run(started -> assertThat(started.getBean("conversations")).isInstanceOf(Conversations.class));
    }

    private ConversationRules read(String text) throws IOException {
        return ConversationRulesFile.read(Files.writeString(folder.resolve("conversations.yaml"), text));
    }
}
