package dev.taskhub.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.taskhub.git.CommitReading.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class CommitRulesTest {

    private static final String HASH = "1".repeat(40);

    /** A labelled message of {@code commit-messages.yaml}. */
    record Labelled(String message, String branch, boolean merge, CommitReading expected) {

        @Override
        public String toString() {
            return (branch.equals("feature") ? "" : branch + ": ")
                    + message.lines().findFirst().orElse("no message");
        }
    }

    static Stream<Labelled> messages() throws IOException {
        List<Map<String, Object>> entries =
                new Yaml().load(Files.readString(Path.of("src/test/resources/git/commit-messages.yaml")));
        return entries.stream().map(CommitRulesTest::labelled);
    }

    private static Labelled labelled(Map<String, Object> entry) {
        var tasks = new HashMap<Long, Kind>();
        Map.of("finishes", Kind.FINISHED, "belongs", Kind.BRANCH, "mentions", Kind.MENTIONED)
                .forEach((label, kind) ->
                        list(entry, label).forEach(task -> tasks.put(((Number) task).longValue(), kind)));
        return new Labelled(
                (String) entry.get("message"),
                (String) entry.getOrDefault("branch", "feature"),
                Boolean.TRUE.equals(entry.get("merge")),
                new CommitReading(
                        tasks,
                        list(entry, "reverts").stream().map(String::valueOf).toList()));
    }

    private static List<?> list(Map<String, Object> entry, String label) {
        return (List<?>) entry.getOrDefault(label, List.of());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void understandsAMessageAsItIsMeant(Labelled labelled) {
        assertThat(read(labelled.message, labelled.branch, labelled.merge, true))
                .as(labelled.message)
                .isEqualTo(labelled.expected);
    }

    @Test
    void theMessagesAreMany() throws IOException {
        assertThat(messages()).hasSizeGreaterThan(60);
    }

    @Test
    void whatWasPushedBeforeDoesNotBelongToAnotherBranch() {
        assertThat(read("Add the form", "task/T-124-login", false, false).tasks())
                .isEmpty();
        assertThat(read("Add the form, fixes T-1", "task/T-124-login", false, false)
                        .tasks())
                .isEqualTo(Map.of(1L, Kind.FINISHED));
    }

    @Test
    void aMessageThatListsManyTasksIsCutOff() {
        var message = new StringBuilder("Closes T-1");
        for (int number = 2; number <= 1000; number++) {
            message.append(", T-").append(number);
        }

        assertThat(read(message.toString(), "feature", false, true).tasks()).hasSize(50);
    }

    /** What would make a careless expression try again and again. */
    @ParameterizedTest
    @ValueSource(
            strings = {"closes T-1 ", "T-1,", "fixes ", "'", "\"\n", "[T-1](", "Merge branch '", "task: T-1 ", "@@ "})
    void takesNoLongerThanAMessageIsLong(String part) {
        String message = part.repeat((1 << 16) / part.length());

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> read(message, "main", false, true)))
                .isNotNull();
    }

    private static CommitReading read(String message, String branch, boolean merge, boolean fresh) {
        var commit = new Commit(HASH, "Anna", message, merge, fresh, null);
        var push = new Push("anna/shop", branch, branch.equals("main"), List.of(commit), List.of());
        CommitReading reading = CommitRules.read(commit, push);
        return new CommitReading(new LinkedHashMap<>(reading.tasks()), new ArrayList<>(reading.reverts()));
    }
}
