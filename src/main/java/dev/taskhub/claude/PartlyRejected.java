package dev.taskhub.claude;

import java.util.List;

/** Some items of a todo list could not be taken; the others were. The message names each bad item. */
public class PartlyRejected extends RuntimeException {

    private final int taken;
    private final List<String> problems;

    PartlyRejected(TodoList list) {
        super(String.join("\n", list.problems()));
        this.taken = list.items().size();
        this.problems = list.problems();
    }

    /** How many items were taken. */
    public int taken() {
        return taken;
    }

    /** One line for each item that was not. */
    public List<String> problems() {
        return problems;
    }
}
