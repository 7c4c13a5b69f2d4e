package dev.taskhub.git;

import java.util.List;

/**
 * Commits that were made on, or pushed to, one branch of a repository.
 *
 * @param repository its name, {@code owner/name} where it has an owner
 * @param branch {@code null} where there is none
 * @param onDefault whether finished work is merged into this branch
 * @param commits the oldest first
 * @param rewritten commits that were replaced, by amending or rebasing, with what took their places
 */
public record Push(
        String repository, String branch, boolean onDefault, List<Commit> commits, List<Rewritten> rewritten) {

    /** A commit and the one that took its place. */
    public record Rewritten(String old, String now) {}
}
