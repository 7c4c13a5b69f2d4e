package dev.taskhub.work;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page of a list ended: opaque to callers. */
record Cursor(TaskFilter.Order order, double key, long number) {

    private static final Pattern FORM = Pattern.compile("([A-Z]+):(-?[0-9.E-]{1,30}):(\\d{1,18})");

    String write() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((order + ":" + key + ":" + number).getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws IllegalArgumentException when {@code text} is none of a list in this order */
    static Cursor read(String text, TaskFilter.Order order) {
        Matcher parts = FORM.matcher(decoded(text));
        if (!parts.matches() || !parts.group(1).equals(order.name())) {
            throw new IllegalArgumentException("the cursor \"" + text
                    + "\" is none of this list: give the next of the page before, with the same order");
        }
        return new Cursor(order, Double.parseDouble(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
