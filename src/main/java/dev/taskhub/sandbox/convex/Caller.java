package dev.taskhub.sandbox.convex;

import java.util.Map;

/**
 * Who calls a function.
 *
 * @param admin whether the caller holds a deploy key, which opens internal functions
 * @param identity the user the function sees, or {@code null} for none
 */
record Caller(boolean admin, Map<String, Object> identity) {

    /** How the app's tables name the user: {@code issuer|subject} unless the identity says it itself; {@code null} for none. */
    String tokenIdentifier() {
        if (identity == null) {
            return null;
        }
        Object given = identity.get("tokenIdentifier");
        return given instanceof String text ? text : identity.get("issuer") + "|" + identity.get("subject");
    }

    /** A text of the identity, {@code null} when it is missing or empty. */
    String text(String name) {
        return identity != null && identity.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }
}
