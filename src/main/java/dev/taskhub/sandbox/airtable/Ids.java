package dev.taskhub.sandbox.airtable;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** AirTable's ids: three letters for the kind and 14 letters and digits. */
final class Ids {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final Pattern TAIL = Pattern.compile("[A-Za-z0-9]{14}");

    private final RandomGenerator random;

    Ids(RandomGenerator random) {
        this.random = random;
    }

    synchronized String next(String prefix) {
        var id = new StringBuilder(prefix);
        for (int i = 0; i < 14; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    static boolean is(String prefix, Object value) {
        return value instanceof String text
                && text.startsWith(prefix)
                && TAIL.matcher(text.substring(prefix.length())).matches();
    }
}
