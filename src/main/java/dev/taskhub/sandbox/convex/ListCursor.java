package dev.taskhub.sandbox.convex;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Convex's own paging cursors: opaque, and bound to the query that gave them. */
final class ListCursor {

    private static final String QUERY = "listKeys:";

    private ListCursor() {}

    /** The cursor after {@code externalId}. */
    static String of(String externalId) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((QUERY + externalId).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ConvexError as Convex throws for a cursor of another query */
    static String parse(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(QUERY)) {
                return text.substring(QUERY.length());
            }
        } catch (IllegalArgumentException notBase64) {
            // said below, like every other foreign cursor
        }
        throw new ConvexError(Map.of("isConvexSystemError", true, "paginationError", "InvalidCursor"));
    }
}
