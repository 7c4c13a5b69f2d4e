package dev.taskhub.security;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads the bodies of requests about accounts. */
final class Bodies {

    private Bodies() {}

    /** @throws IllegalArgumentException when {@code name} is no text, or blank */
    static String text(Map<String, Object> body, String name) {
        if (body.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException(name + " is missing: give it as a text");
    }

    /** @throws IllegalArgumentException when the body holds anything but these, naming what and what there may be */
    static void refuseOthers(Map<String, Object> body, String... names) {
        var others = new TreeSet<>(body.keySet());
        List.of(names).forEach(others::remove);
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s is unknown; there are %s".formatted(String.join(", ", others), String.join(", ", names)));
        }
    }
}
