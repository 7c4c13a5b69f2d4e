package dev.taskhub.agent;

import java.util.List;

/**
 * One agent that tasks are handed to.
 *
 * @param name letters, digits, {@code -} and {@code _}; also the name of its folder
 */
public record Agent(String name, String description, List<Skill> skills) {

    /**
     * One thing an agent is good at.
     *
     * @param weight how much a match counts, at least 1
     * @param words the words and phrases that tell it, as written in the file
     */
    public record Skill(String name, int weight, List<String> words) {}
}
