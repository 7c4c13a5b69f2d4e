package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.comment.Comment;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.WithNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AirtableCommentTermsTest {

    private final AirtableCommentTerms terms = new AirtableCommentTerms();

    @ParameterizedTest
    @CsvSource({
        "Ada, convex, Ada (Convex): Fine",
        "'  Ada\n King ', convex, Ada King (Convex): Fine",
        "Bob, airtable, Bob (AirTable): Fine",
        "' ', convex, Convex: Fine",
        ", convex, Convex: Fine"
    })
    void beginsWithWhoWroteItAndWhere(String author, String origin, String text) {
        assertThat(terms.inSystem(comment(author, "Fine", origin), true)).isEqualTo(text);
    }

    @Test
    void leavesAPersonsOwnCommentAsItIs() {
        Comment comment = comment("Bob", "Fine", "airtable");

        assertThat(terms.inSystem(comment, false)).isEqualTo("Fine");
        assertThat(terms.inHub(comment, false, "Bob (AirTable): Fine")).isEqualTo("Bob (AirTable): Fine");
    }

    @Test
    void isTheWholeTextWhenSomebodyTookTheAuthorOff() {
        assertThat(terms.inHub(comment("Ada", "Fine", "convex"), true, "Good")).isEqualTo("Good");
    }

    @Test
    void isEmptyWhenTheTextWasTakenOff() {
        assertThat(terms.inHub(comment("Ada", " ", "convex"), true, "Ada (Convex):"))
                .isEmpty();
    }

    @Property
    void readsBackWhatItWrites(@ForAll @WithNull String author, @ForAll String body, @ForAll boolean made) {
        Comment comment = comment(author, body, "convex");

        assertThat(terms.inHub(comment, made, terms.inSystem(comment, made))).isEqualTo(body);
    }

    private static Comment comment(String author, String body, String origin) {
        return new Comment("c1", "t1", author, body, Instant.EPOCH, Instant.EPOCH, null, 1, origin);
    }
}
