package dev.taskhub.claude.conversation;

/**
 * A paragraph or an item of a list, on one line and without the marks of Markdown.
 *
 * @param section the heading above it, or empty
 * @param label the line ending in a colon above it, or empty
 * @param box whether it is an item with a box to tick, and ticked
 * @param isInner an item below another item
 */
record Passage(String text, boolean isItem, boolean isInner, Box box, String section, String label) {

    enum Box {
        NONE,
        OPEN,
        TICKED
    }
}
