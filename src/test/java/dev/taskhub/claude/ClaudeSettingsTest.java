package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class ClaudeSettingsTest {

    private final ApplicationContextRunner hub = new ApplicationContextRunner()
            .withUserConfiguration(TodoLists.class, TodoChanges.class, RejectionNote.class)
            .withBean(Clock.class, Clock::systemUTC)
            .withBean(KnownTodos.class, NothingKnown::new);

    @Test
    void needsNoSettingAndNamesTheBeansForRoutes() {
        hub.run(context -> {
            assertThat(context.getBean(ClaudeSettings.class))
                    .isEqualTo(new ClaudeSettings(DataSize.ofMegabytes(1), 1000, 10_000));
            assertThat(context).hasBean("todoLists").hasBean("todoChanges").hasBean("rejectionNote");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            max-file-size=0B     | taskhub.claude.max-file-size is 0B; give a size from 1B to 64MB
            max-file-size=65MB   | taskhub.claude.max-file-size is 68157440B; give a size from 1B to 64MB
            max-items=0          | taskhub.claude.max-items is 0; give a number above 0
            max-content-length=0 | taskhub.claude.max-content-length is 0; give a number above 0
            """)
    void refusesALimitThatLetsNothingThroughOrTooMuch(String setting, String message) {
        hub.withPropertyValues("taskhub.claude." + setting)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessage(message));
    }

    private static final class NothingKnown implements KnownTodos {
        @Override
        public List<KnownTodo> of(String container) {
            return List.of();
        }

        @Override
        public RecentLists recent(String container) {
            return RecentLists.of(null);
        }

        @Override
        public Optional<String> taskIdOfAlias(String alias) {
            return Optional.empty();
        }
    }
}
