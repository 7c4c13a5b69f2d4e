package dev.taskhub.claude.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;

/** How well the shipped rules find what a careful reader found, on turns of which most hold no task. */
class FoundInConversationsTest {

    private static final double PRECISION = 0.9;
    private static final double RECALL = 0.6;

    private final Conversations conversations =
            new Conversations(ConversationRulesFile.read(Path.of("config/conversations.yaml")));

    private int right;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"tuning", "held-out"})
    void findsMostTasksAndLittleElse(String set) throws IOException {
        var turns = turns(set);
        turns.forEach(this::count);

        double precision = (double) right / (right + wrong.size());
        double recall = (double) right / (right + missed.size());
        LoggerFactory.getLogger(getClass())
                .info(
                        "{}: {} turns, {} tasks, precision {}, recall {}",
                        set,
                        turns.size(),
                        right + missed.size(),
                        "%.3f".formatted(precision),
                        "%.3f".formatted(recall));
        assertThat(precision).as("precision on %s; wrong: %s", set, wrong).isGreaterThanOrEqualTo(PRECISION);
        assertThat(recall).as("recall on %s; missed: %s", set, missed).isGreaterThanOrEqualTo(RECALL);
        assertThat(turns.stream().filter(turn -> !tasks(turn).isEmpty()).count())
                .as("turns with a task are few, as in life")
                .isLessThanOrEqualTo(turns.size() / 3);
    }

    private void count(Map<String, Object> turn) {
        var found = new ArrayList<>(
                conversations.find(new Turn((String) turn.get("prompt"), (String) turn.get("answer"))).stream()
                        .map(FoundTask::title)
                        .toList());
        for (String task : tasks(turn)) {
            var match = found.stream().filter(title -> names(title, task)).findFirst();
            match.ifPresentOrElse(
                    title -> {
                        right++;
                        found.remove(title);
                    },
                    () -> missed.add(task + " in " + turn));
        }
        found.forEach(title -> wrong.add(title + " in " + turn));
    }

    private static boolean names(String title, String task) {
        return List.of(task.split("\\|")).stream()
                .anyMatch(piece -> title.toLowerCase(Locale.ROOT).contains(piece.toLowerCase(Locale.ROOT)));
    }

    @SuppressWarnings("unchecked")
    private static List<String> tasks(Map<String, Object> turn) {
        return (List<String>) turn.getOrDefault("tasks", List.of());
    }

    private static List<Map<String, Object>> turns(String set) throws IOException {
        return new Yaml().load(Files.readString(Path.of("src/test/resources/conversations", set + ".yaml")));
    }
}
