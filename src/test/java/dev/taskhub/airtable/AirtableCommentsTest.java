package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.comment.CommentLinks;
import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.comment.CommentOutgoing.Kind;
import dev.taskhub.comment.CommentSync;
import dev.taskhub.comment.CommentWritten;
import dev.taskhub.comment.ShownComment;
import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteUnavailable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.PlatformTransactionManager;

/** What goes over the wire about comments. */
class AirtableCommentsTest {

    private static final String PATH = Wire.TASKS_PATH + "/rec1/comments";
    private static final Instant WRITTEN = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant EDITED = Instant.parse("2026-01-05T10:00:00Z");

    private final CommentLinks links = mock();
    private final CommentSync sync = mock();
    private final CommentCounts counts = mock();
    private final AirtableComments comments = new AirtableComments(Wire.RECORDS, links, sync);
    private final AirtableCommentWrites writes =
            new AirtableCommentWrites(Wire.RECORDS, counts, sync, mock(PlatformTransactionManager.class));

    @Test
    void readsARecordsCommentsPageByPage() {
        RecordComments reading = comments.begin("rec1");
        assertThat(comments.next(reading).path()).isEqualTo(PATH);
        assertThat(Wire.query(comments.next(reading))).containsExactly("pageSize=100");

        comments.page(reading, answer("{'comments': [], 'offset': 'itr/7'}"));

        assertThat(Wire.query(comments.next(reading))).containsExactly("pageSize=100", "offset=itr/7");
    }

    @Test
    void takesInWhatACommentSaysAndWhetherTheHubMayChangeIt() {
        comments.meet(Map.of("id", "usrHub"));

        comments.page(
                comments.begin("rec1"),
                answer("{'comments': [" + comment("com1", "usrBob", "Hi", "'2026-01-05T10:00:00.000Z'") + ","
                        + comment("com2", "usrHub", "Ho", "null") + "], 'offset': null}"));

        verify(sync).accept(List.of(shown("com1", "Hi", EDITED, false), shown("com2", "Ho", WRITTEN, true)));
    }

    @Test
    void takesInACommentWithoutTextOrAuthor() {
        comments.page(comments.begin("rec1"), answer("{'comments': [{'id': 'com1'}], 'offset': null}"));

        verify(sync)
                .accept(List.of(new ShownComment(
                        "airtable", Wire.BASE, "com1", "rec1", null, "", null, null, null, false, Wire.NOW)));
    }

    @Test
    void tellsWhatIsGone() {
        when(links.standingOn("airtable", Wire.BASE, "rec1")).thenReturn(List.of("com9"));

        comments.page(comments.begin("rec1"), answer("{'comments': [], 'offset': null}"));

        verify(sync).accept(List.of(ShownComment.gone("airtable", Wire.BASE, "com9", null, Wire.NOW)));
    }

    @Test
    void neverTakesAnAnswerWithoutCommentsForARecordWithoutComments() {
        when(links.standingOn("airtable", Wire.BASE, "rec1")).thenReturn(List.of("com9"));

        assertThatThrownBy(() -> comments.page(comments.begin("rec1"), answer("{}")))
                .isInstanceOf(RemoteUnavailable.class);

        verify(sync, never()).accept(any());
    }

    @Test
    void asksWhoseTheTokenIs() {
        assertThat(comments.isUserKnown()).isFalse();
        assertThat(comments.whoAmI().path()).isEqualTo("/v0/meta/whoami");
        assertThatThrownBy(() -> comments.meet(Map.of())).isInstanceOf(RemoteUnavailable.class);

        comments.meet(Map.of("id", "usrHub"));

        assertThat(comments.isUserKnown()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"CREATE, POST, ''", "UPDATE, PATCH, /com1", "DELETE, DELETE, /com1"})
    void writesOneComment(Kind kind, String method, String own) {
        var call = writes.call(List.of(outgoing(kind)));

        assertThat(call.method()).isEqualTo(method);
        assertThat(call.path()).isEqualTo(PATH + own);
        assertThat(call.body()).isEqualTo(kind == Kind.DELETE ? null : Map.of("text", "Ada (Convex): Fine"));
    }

    @Test
    void takesTheAnswerAndDoesNotReadItsOwnCommentAnew() {
        CommentOutgoing create = outgoing(Kind.CREATE);

        writes.written(
                List.of(create),
                Wire.json("{'id': 'com1', 'text': 'Ada (Convex): Fine', 'createdTime': '2026-01-05T09:00:00.000Z'}"));

        verify(sync)
                .written(List.of(new CommentWritten(create, "com1", "Ada (Convex): Fine", WRITTEN, version(WRITTEN))));
        verify(counts).changed("rec1", 1);
    }

    @Test
    void countsADeletionToo() {
        CommentOutgoing delete = outgoing(Kind.DELETE);

        writes.written(List.of(delete), Wire.json("{'id': 'com1', 'deleted': true}"));

        verify(sync).written(List.of(new CommentWritten(delete, "com1", null, null, null)));
        verify(counts).changed("rec1", -1);
    }

    @Test
    void doesNotUseAnAnswerThatNamesNoComment() {
        assertThatThrownBy(() -> writes.written(List.of(outgoing(Kind.CREATE)), Map.of()))
                .isInstanceOf(RemoteUnavailable.class);
    }

    private static CommentOutgoing outgoing(Kind kind) {
        return new CommentOutgoing(
                "c1",
                "airtable",
                Wire.BASE,
                "rec1",
                "com1",
                kind,
                kind == Kind.DELETE ? null : "Ada (Convex): Fine",
                "Ada",
                WRITTEN,
                null,
                false,
                1);
    }

    private static ShownComment shown(String id, String text, Instant changed, boolean own) {
        return new ShownComment(
                "airtable", Wire.BASE, id, "rec1", "Bob", text, WRITTEN, changed, version(changed), own, Wire.NOW);
    }

    private static String version(Instant changed) {
        return Long.toString(changed.getEpochSecond());
    }

    private static String comment(String id, String author, String text, String edited) {
        return "{'id': '" + id + "', 'author': {'id': '" + author + "', 'name': 'Bob'}, 'text': '" + text
                + "', 'createdTime': '2026-01-05T09:00:00.000Z', 'lastUpdatedTime': " + edited + "}";
    }

    private static Map<String, Object> answer(String json) {
        var answer = new HashMap<>(Wire.json(json));
        answer.put(RemoteAnswer.ASKED_AT, Wire.NOW);
        return answer;
    }
}
