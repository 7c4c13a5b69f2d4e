package dev.taskhub.airtable;

import dev.taskhub.comment.Comment;
import dev.taskhub.comment.CommentTerms;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Comments in AirTable, which shows the token's user as the author of what the hub writes: so the text begins with who really
 * wrote it, and where, as {@code Ada (Convex): Fine with me}.
 */
@Component
public final class AirtableCommentTerms implements CommentTerms {

    @Override
    public String system() {
        return AirtableRecords.SYSTEM;
    }

    @Override
    public String inSystem(Comment comment, boolean made) {
        return made ? prefix(comment) + " " + comment.body() : comment.body();
    }

    /** Somebody at AirTable may have taken the author off, and then the rest is the text. */
    @Override
    public String inHub(Comment comment, boolean made, String text) {
        String prefix = prefix(comment);
        if (!made || !text.startsWith(prefix)) {
            return text;
        }
        String rest = text.substring(prefix.length());
        return rest.startsWith(" ") ? rest.substring(1) : rest;
    }

    @Override
    public boolean hasToBeReadFirst() {
        return true;
    }

    private static String prefix(Comment comment) {
        String author = comment.author() == null ? "" : comment.author().strip().replaceAll("\\s+", " ");
        String origin = comment.origin().equals(AirtableRecords.SYSTEM) ? "AirTable" : capital(comment.origin());
        return author.isEmpty() ? origin + ":" : author + " (" + origin + "):";
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
