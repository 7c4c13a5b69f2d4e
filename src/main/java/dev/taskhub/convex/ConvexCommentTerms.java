package dev.taskhub.convex;

import dev.taskhub.comment.Comment;
import dev.taskhub.comment.CommentTerms;
import org.springframework.stereotype.Component;

/** Comments in the kit's table, which has a column for the author. */
@Component
public final class ConvexCommentTerms implements CommentTerms {

    @Override
    public String system() {
        return ConvexChanges.SYSTEM;
    }

    @Override
    public String inSystem(Comment comment, boolean made) {
        return comment.body();
    }

    @Override
    public String inHub(Comment comment, boolean made, String text) {
        return text;
    }

    @Override
    public boolean hasToBeReadFirst() {
        return false;
    }
}
