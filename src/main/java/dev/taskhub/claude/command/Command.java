package dev.taskhub.claude.command;

import dev.taskhub.claude.Session;
import java.util.List;

/** Some of the verbs of {@code /task}. */
interface Command {

    /**
     * Who gives a command.
     *
     * @param requestKey tells the command apart when it is told twice, or {@code null}
     */
    record Caller(Session session, String requestKey) {}

    List<String> verbs();

    /** One line for each verb, as help shows it. */
    List<String> help();

    /**
     * Carries a command out and returns what the person reads.
     *
     * @throws IllegalArgumentException when the words cannot be meant, saying what to write instead
     */
    String run(String verb, String words, Caller caller);
}
