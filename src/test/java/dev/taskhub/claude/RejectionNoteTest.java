package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RejectionNoteTest {

    private final RejectionNote rejectionNote =
            new RejectionNote(Clock.fixed(Instant.parse("2026-03-04T05:06:07.890Z"), ZoneId.of("Asia/Tokyo")));

    @Test
    void tellsWhatIsWrongWithAnUnreadableFileWhateverItIsWrappedIn() {
        var failure = new IllegalStateException(
                "wrapped", new InvalidTodoFile("line 9, column 42: the JSON ends too early", "Write it whole."));

        assertThat(rejectionNote.text("truncated.json", 1194, failure))
                .isEqualTo(
                        """
                File: truncated.json (1,194 bytes)
                Refused at: 2026-03-04T05:06:07Z

                What is wrong
                  line 9, column 42: the JSON ends too early

                What was taken
                  Nothing: no task was changed.

                What to do
                  Write it whole.
                """);
    }

    @Test
    void namesTheBadItemsAndCountsTheOthers() {
        var item = new TodoItem(1, null, "Ship it", "pending", null, null);
        var list = new TodoList(
                "s",
                "main",
                null,
                List.of(item, item),
                List.of(
                        "todo 3: status \"doing\" is not one of pending, in_progress, completed",
                        "todo 4: content is missing"));

        assertThat(rejectionNote.text("unknown-status.json", 462, new PartlyRejected(list)))
                .isEqualTo(
                        """
                        File: unknown-status.json (462 bytes)
                        Refused at: 2026-03-04T05:06:07Z

                        What is wrong
                          todo 3: status "doing" is not one of pending, in_progress, completed
                          todo 4: content is missing

                        What was taken
                          2 of 4 todos; the 2 named above not. No known todo was marked as dropped.

                        What to do
                          Mend the items above and drop the whole list again under the same name. Items already taken are recognised, not doubled.
                        """);
    }

    @Test
    void doesNotBlameTheFileForAFailureOfTheHub() {
        assertThat(rejectionNote.text("list.json", 10, new IllegalStateException("database is locked")))
                .contains("the hub failed while it took the list: java.lang.IllegalStateException: database is locked")
                .contains("drop it again as it is");
    }

    @Test
    void writesNumbersTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(rejectionNote.text("a.json", 52_428_800, new InvalidTodoFile("p", "r")))
                    .contains("(52,428,800 bytes)");
        } finally {
            Locale.setDefault(before);
        }
    }
}
