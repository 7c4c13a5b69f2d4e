package dev.taskhub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeopleTest {

    private final Mapping mapping = Mapping.read(Path.of("src/test/resources/mapping/people.yaml"));
    private final FieldMapping byEmail = mapping.forField(TaskField.ASSIGNED_TO).orElseThrow();
    private final FieldMapping byId = mapping.forField(TaskField.CREATED_BY).orElseThrow();

    @Test
    void callsAUserWhatTheHubDoes() {
        var shown = Map.of("id", "usrMira", "email", "Mira@Example.com", "name", "Mira M.");

        assertThat(byEmail.toHub(shown)).isEqualTo("Mira");
        assertThat(byId.toHub(shown)).isEqualTo("Mira");
        assertThat(byEmail.normalise(shown)).isEqualTo(Map.of("email", "mira@example.com"));
    }

    @Test
    void writesTheUserOfThatName() {
        assertThat(byEmail.toRemote("Mira")).isEqualTo(Map.of("email", "mira@example.com"));
        assertThat(byId.toRemote("Mira")).isEqualTo(Map.of("id", "usrMira"));
        assertThat(byEmail.toRemote("MIRA@example.com")).isEqualTo(Map.of("email", "mira@example.com"));
    }

    @Test
    void leavesWhomItDoesNotKnowAsAirtableShowsThem() {
        assertThat(byEmail.toHub(Map.of("email", "Eve@Example.com"))).isEqualTo("Eve@Example.com");
        assertThat(byEmail.toRemote("Eve@Example.com")).isEqualTo(Map.of("email", "Eve@Example.com"));
    }
}
