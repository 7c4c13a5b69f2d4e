package dev.taskhub.fullstack;

import static dev.taskhub.fullstack.App.person;
import static dev.taskhub.fullstack.App.task;
import static dev.taskhub.fullstack.App.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.Mappings;
import dev.taskhub.task.TaskField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullstackPeopleTest {

    @TempDir
    private Path config;

    @Test
    void needsNoUsersWhereOwnersAreKnownByName() {
        assertThat(new FullstackPeople(App.CALLS, App.MAPPINGS).areNeeded()).isFalse();
    }

    @Test
    void needsNoUsersOfTheKit() {
        assertThat(new FullstackPeople(App.CALLS, Mappings.read(Path.of("config"))).areNeeded())
                .isFalse();
    }

    @Test
    void findsTheAddressOfAnOwner() throws IOException {
        Mappings mappings = byEmail();
        var people = new FullstackPeople(App.CALLS, mappings);
        var tasks = new FullstackTasks(App.CONVEX, mappings, people);
        assertThat(people.areNeeded()).isTrue();

        people.know(List.of(
                Map.of("_id", "u1", "name", "Mira", "email", "mira@example.org"),
                Map.of("_id", "u2", "name", "Robot")));

        var owner = mappings.of("convex").forField(TaskField.ASSIGNED_TO).orElseThrow();
        Map<String, Object> item = tasks.item(with(task("k1", 1, "Pay"), "owner", person("u1", "Mira")));
        assertThat(owner.toHub(item.get("owner"))).isEqualTo("mira@example.org");
        assertThat(tasks.item(task("k1", 1, "Pay")).get("owner")).isNull();
    }

    @Test
    void writesItselfByItsAddressWhereOwnersAreKnownByThat() throws IOException {
        var owner = byEmail().of("convex").forField(TaskField.ASSIGNED_TO).orElseThrow();

        assertThat(owner.isWritable("hub@example.org")).isTrue();
        assertThat(owner.isWritable("TaskHub")).isFalse();
    }

    private Mappings byEmail() throws IOException {
        for (String file : List.of("airtable.yaml", "claude.yaml", "convex-fullstack.yaml")) {
            String text = Files.readString(Path.of("config", file));
            Files.writeString(config.resolve(file), text.replace("by: name", "by: email"));
        }
        return Mappings.read(config, Map.of("convex", "convex-fullstack.yaml"))
                .actingAs("convex", Map.of("name", "TaskHub", "email", "hub@example.org"));
    }
}
