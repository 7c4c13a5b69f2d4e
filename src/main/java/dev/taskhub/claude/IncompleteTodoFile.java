package dev.taskhub.claude;

/** A file ends before its list does: it was cut off, or somebody is still writing it, so a later try may succeed. */
public class IncompleteTodoFile extends InvalidTodoFile {

    IncompleteTodoFile(String problem, String remedy) {
        super(problem, remedy);
    }
}
