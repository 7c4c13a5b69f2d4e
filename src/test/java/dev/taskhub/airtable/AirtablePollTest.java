package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start of the hub makes of what an earlier one has read. */
class AirtablePollTest {

    @TempDir
    Path home;

    @Test
    void importsAnotherBaseThoughOneWasReadBefore() {
        try (var first = new Start(home, "appOne", "Tasks")) {
            assertThat(first.read("rec1", "rec2")).isTrue();
        }
        try (var second = new Start(home, "appTwo", "Tasks")) {
            assertThat(second.poll.lastRead()).isEmpty();
            assertThat(second.read("rec3")).as("the whole table").isTrue();
            assertThat(second.tasks()).isEqualTo(3);
        }
        try (var third = new Start(home, "appOne", "Tasks")) {
            assertThat(third.read()).as("goes on where the first has been").isFalse();
        }
    }

    @Test
    void knowsTheRecordsOfARenamedTable() {
        try (var first = new Start(home, "appOne", "Tasks")) {
            first.read("rec1", "rec2");
        }
        try (var second = new Start(home, "appOne", "Jobs")) {
            assertThat(second.read("rec1", "rec2")).as("the whole table").isTrue();
            assertThat(second.tasks()).isEqualTo(2);
        }
    }
}
