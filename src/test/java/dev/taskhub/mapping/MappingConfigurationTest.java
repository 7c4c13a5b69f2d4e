package dev.taskhub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MappingConfigurationTest {

    private final ApplicationContextRunner hub =
            new ApplicationContextRunner().withUserConfiguration(MappingConfiguration.class);

    @Test
    void readsTheShippedMappingsUnlessToldOtherwise() {
        hub.run(started -> {
            Mappings mappings = started.getBean(Mappings.class);
            assertThat(mappings.of("airtable").setting("idColumn")).isEqualTo("taskhub_id");
            assertThat(mappings.of("convex").setting("table")).isEqualTo("hubTasks");
            assertThat(mappings.of("claude").optionalSetting("table")).isEmpty();
        });
    }

    @Test
    void readsTheColumnsOfTheFullstackAppWhereItIsUsed() {
        hub.withPropertyValues("taskhub.convex.adapter=fullstack").run(started -> {
            Mapping convex = started.getBean(Mappings.class).of("convex");
            assertThat(convex.keepColumn()).contains("number");
            assertThat(convex.fileName()).isEqualTo("convex-fullstack.yaml");
            assertThat(owner(convex).isWritable("TaskHub")).isFalse();
        });
    }

    @Test
    void writesNobodyElseAsOwnerThanThePersonTheHubActsFor() {
        hub.withPropertyValues(
                        "taskhub.convex.adapter=fullstack",
                        "taskhub.convex.act-as.name=TaskHub",
                        "taskhub.convex.act-as.email=hub@example.org")
                .run(started -> {
                    FieldMapping owner = owner(started.getBean(Mappings.class).of("convex"));
                    assertThat(owner.isWritable("TaskHub")).isTrue();
                    assertThat(owner.isWritable(null)).isTrue();
                    assertThat(owner.isWritable("Alice")).isFalse();
                });
    }

    private static FieldMapping owner(Mapping convex) {
        return convex.forField(TaskField.ASSIGNED_TO).orElseThrow();
    }

    @Test
    void doesNotStartWithoutItsMappings(@TempDir Path empty) {
        hub.withPropertyValues("taskhub.config-dir=" + empty)
                .run(started -> assertThat(started).getFailure().rootCause().isInstanceOf(InvalidMapping.class));
    }
}
