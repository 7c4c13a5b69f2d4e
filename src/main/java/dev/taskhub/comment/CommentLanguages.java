package dev.taskhub.comment;

import java.util.List;
import org.springframework.stereotype.Component;

/** How each system words comments. */
@Component
final class CommentLanguages {

    private final List<CommentTerms> all;

    CommentLanguages(List<CommentTerms> all) {
        this.all = all;
    }

    /** Whether a system has comments. */
    boolean knows(String system) {
        return all.stream().anyMatch(terms -> terms.system().equals(system));
    }

    /** @throws IllegalArgumentException for a system without comments */
    CommentTerms of(String system) {
        return all.stream()
                .filter(terms -> terms.system().equals(system))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody knows how comments read in " + system));
    }

    /** The hub's text of what the system shows where the link leads, {@code null} for {@code null}. */
    String inHub(Comment comment, CommentLink link, String text) {
        return text == null ? null : of(link.system()).inHub(comment, link.made(), text);
    }
}
