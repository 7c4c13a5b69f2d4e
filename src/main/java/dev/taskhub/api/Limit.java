package dev.taskhub.api;

/** How many rows an answer may hold. */
final class Limit {

    private static final int DEFAULT = 100;
    private static final int MOST = 1000;

    private Limit() {}

    /**
     * The number that {@code text} stands for; 100 when it is {@code null}.
     *
     * @throws IllegalArgumentException when it is not a whole number from 1 to 1000
     */
    static int of(String text) {
        if (text == null) {
            return DEFAULT;
        }
        if (text.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        }
        throw new IllegalArgumentException("limit is \"" + text + "\": give a whole number from 1 to " + MOST);
    }
}
