package dev.taskhub.claude;

/** A file holds no todo list that could be read, so nothing of it was taken; says what is wrong, where and what to do. */
public class InvalidTodoFile extends RuntimeException {

    private final String problem;
    private final String remedy;

    InvalidTodoFile(String problem, String remedy) {
        super(problem + ". " + remedy);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What is wrong and where, without a full stop. */
    public String problem() {
        return problem;
    }

    /** What to do about it, in whole sentences. */
    public String remedy() {
        return remedy;
    }
}
