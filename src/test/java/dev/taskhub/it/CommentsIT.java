package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people write about tasks, between AirTable and Convex. */
class CommentsIT {

    @RegisterExtension
    static final TestHub hub = TestHub.with("taskhub.airtable.poll-every=1s", "taskhub.airtable.comments-every=500ms");

    private final Remotes remotes = hub.remotes();
    private String record;
    private String row;

    @BeforeEach
    void addTask() {
        String name = "Commented " + System.nanoTime();
        record = remotes.add(Map.of("name", name, "status", "Pending"));
        hub.awaitAgreement();
        row = remotes.row(name).orElseThrow().get("externalId").asText();
    }

    @Test
    void aCommentShowsInTheOtherSystemWithItsAuthorTextAndTime() {
        remotes.comment(record, "Who does this?\nΆννα 👋");
        TestHub.awaitShown(() -> assertThat(rowTexts()).containsExactly("Who does this?\nΆννα 👋"));
        remotes.commentOnRow(row, "Ada", "I do");
        TestHub.awaitShown(
                () -> assertThat(recordTexts()).containsExactly("Ada (Convex): I do", "Who does this?\nΆννα 👋"));

        JsonNode shown = remotes.commentsOnRow(row).stream()
                .filter(comment -> comment.get("author").asText().equals("Hanna Byhand"))
                .findFirst()
                .orElseThrow();
        Instant written = Instant.parse(
                remotes.commentsOn(record).get(1).get("createdTime").asText());
        assertThat(Instant.ofEpochMilli(shown.get("createdAt").asLong())).isEqualTo(written);
        hub.awaitAgreement();
        assertThat(remotes.commentsOn(record)).hasSize(2);
        assertThat(remotes.commentsOnRow(row))
                .extracting(comment -> comment.get("author").asText(), comment -> comment.get("body")
                        .asText())
                .containsExactlyInAnyOrder(tuple("Hanna Byhand", "Who does this?\nΆννα 👋"), tuple("Ada", "I do"));
    }

    @Test
    void anEditAndADeletionInConvexShowInAirtable() {
        String first = remotes.commentOnRow(row, "Ada", "first");
        String second = remotes.commentOnRow(row, "Ada", "second");
        TestHub.awaitShown(() ->
                assertThat(recordTexts()).containsExactlyInAnyOrder("Ada (Convex): first", "Ada (Convex): second"));

        remotes.editRowComment(first, "first, corrected");
        remotes.deleteRowComment(second);

        TestHub.awaitShown(() -> assertThat(recordTexts()).containsExactly("Ada (Convex): first, corrected"));
        hub.awaitAgreement();
        assertThat(rowTexts()).containsExactly("first, corrected");
    }

    @Test
    void anEditAndADeletionInAirtableShowInConvex() {
        String first = remotes.comment(record, "first");
        String second = remotes.comment(record, "second");
        TestHub.awaitShown(() -> assertThat(rowTexts()).containsExactlyInAnyOrder("first", "second"));

        remotes.editComment(record, first, "first, corrected");
        remotes.deleteComment(record, second);

        TestHub.awaitShown(() -> assertThat(rowTexts()).containsExactly("first, corrected"));
        assertThat(recordTexts()).containsExactly("first, corrected");
    }

    @Test
    void noCommentIsDoubledWhenAnswersAreLost() {
        int each = 8;
        remotes.misbehave(0.4, List.of("airtable", "convex"), "500-after-commit");

        for (int i = 0; i < each; i++) {
            remotes.comment(record, "from AirTable " + i);
            remotes.commentOnRow(row, "Ada", "from Convex " + i);
        }
        TestHub.awaitShown(() -> assertThat(hub.store().count("comment_outbox", "attempts > 0"))
                .as("answers that were lost")
                .isPositive());
        remotes.heal();

        TestHub.awaitShown(() -> {
            assertThat(rowTexts()).hasSizeGreaterThanOrEqualTo(2 * each);
            assertThat(recordTexts()).hasSizeGreaterThanOrEqualTo(2 * each);
        });
        hub.awaitAgreement();
        // people try again as well, when AirTable tells them that it failed
        assertThat(recordTexts())
                .filteredOn(text -> text.startsWith("Ada"))
                .containsExactlyInAnyOrderElementsOf(rowTexts().stream()
                        .filter(text -> text.startsWith("from Convex"))
                        .map(text -> "Ada (Convex): " + text)
                        .toList());
        assertThat(rowTexts())
                .filteredOn(text -> text.startsWith("from AirTable"))
                .containsExactlyInAnyOrderElementsOf(recordTexts().stream()
                        .filter(text -> text.startsWith("from AirTable"))
                        .toList());
        assertThat(rowTexts())
                .containsAll(IntStream.range(0, each)
                        .mapToObj(i -> "from AirTable " + i)
                        .toList());
    }

    @Test
    void whatOnlyItsAuthorMayChangeIsParkedWithAHint() {
        remotes.comment(record, "mine");
        TestHub.awaitShown(() -> assertThat(rowTexts()).containsExactly("mine"));

        remotes.editRowComment(
                remotes.commentsOnRow(row).get(0).get("externalId").asText(), "not mine");

        TestHub.awaitShown(() -> assertThat(hub.store().texts("SELECT hint FROM parked_message WHERE state = 'parked'"))
                .singleElement()
                .asString()
                .contains("only its author", "Hanna Byhand"));
        assertThat(recordTexts()).containsExactly("mine");
        assertThat(rowTexts()).containsExactly("not mine");
    }

    @Test
    void commentsWaitForTheItemOfTheirTask() {
        String added = remotes.addRow(Map.of("title", "Begun in Convex " + System.nanoTime(), "status", "todo"));
        remotes.commentOnRow(added, "Ada", "at once");

        TestHub.awaitShown(() -> {
            var records = remotes.records().stream()
                    .filter(each -> each.at("/fields/name").asText().startsWith("Begun in Convex"))
                    .toList();
            assertThat(records).hasSize(1);
            assertThat(texts(remotes.commentsOn(records.get(0).get("id").asText()), "text"))
                    .containsExactly("Ada (Convex): at once");
        });
    }

    private List<String> recordTexts() {
        return texts(remotes.commentsOn(record), "text");
    }

    private List<String> rowTexts() {
        return texts(remotes.commentsOnRow(row), "body");
    }

    private static List<String> texts(List<JsonNode> comments, String column) {
        return comments.stream().map(comment -> comment.get(column).asText()).toList();
    }
}
