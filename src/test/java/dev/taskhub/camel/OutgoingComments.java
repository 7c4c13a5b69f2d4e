package dev.taskhub.camel;

import dev.taskhub.comment.CommentOutgoing;
import dev.taskhub.comment.CommentOutgoing.Kind;
import java.time.Instant;

/** Comments on their way out. */
final class OutgoingComments {

    private OutgoingComments() {}

    /** One that goes out for the first time. */
    static CommentOutgoing create(String system, String id) {
        return outgoing(system, id, Kind.CREATE, null, false);
    }

    /** One that stands there at version 3. */
    static CommentOutgoing update(String system, String id) {
        return outgoing(system, id, Kind.UPDATE, "3", system.equals("airtable"));
    }

    static CommentOutgoing delete(String system, String id) {
        return outgoing(system, id, Kind.DELETE, "3", system.equals("airtable"));
    }

    private static CommentOutgoing outgoing(String system, String id, Kind kind, String version, boolean look) {
        return new CommentOutgoing(
                id,
                system,
                "container",
                "item1",
                "there-" + id,
                kind,
                kind == Kind.DELETE ? null : "text of " + id,
                "Ada",
                Instant.EPOCH,
                version,
                look,
                1);
    }
}
