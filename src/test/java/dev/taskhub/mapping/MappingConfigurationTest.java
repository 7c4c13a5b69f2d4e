package dev.taskhub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

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
    void doesNotStartWithoutItsMappings(@TempDir Path empty) {
        hub.withPropertyValues("taskhub.config-dir=" + empty)
                .run(started -> assertThat(started).getFailure().rootCause().isInstanceOf(InvalidMapping.class));
    }
}
