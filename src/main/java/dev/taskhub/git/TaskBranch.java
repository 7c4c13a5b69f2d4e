package dev.taskhub.git;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The branches on which a task is worked, {@code task/T-124-some-words}. */
final class TaskBranch {

    private static final Pattern NAME =
            Pattern.compile("(?:.*/)?task/t-([1-9]\\d{0,17})(?:[-_/.].*)?", Pattern.CASE_INSENSITIVE);

    // What git, GitHub, GitLab and Bitbucket write when they merge.
    private static final Pattern MERGE =
            Pattern.compile("Merge (?:remote-tracking )?branch(?:es)? ('.*?)(?: of \\S+)?(?: into .*)?");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern PULL_REQUEST =
            Pattern.compile("(?:Merge pull request #\\d+ from [^/\\s]+/|Merged in )(\\S+).*");

    private TaskBranch() {}

    /** The number of the task that is worked on a branch. */
    static Optional<Long> task(String branch) {
        return branch == null
                ? Optional.empty()
                : Optional.of(NAME.matcher(branch)).filter(Matcher::matches).map(name -> Long.valueOf(name.group(1)));
    }

    /** The numbers of the tasks whose branches a commit with this message merges. */
    static Set<Long> merged(String message) {
        String subject = message.lines().findFirst().orElse("").strip();
        var numbers = new LinkedHashSet<Long>();
        Matcher branches = MERGE.matcher(subject);
        if (branches.matches()) {
            QUOTED.matcher(branches.group(1)).results().forEach(branch -> task(branch.group(1))
                    .ifPresent(numbers::add));
        }
        Matcher request = PULL_REQUEST.matcher(subject);
        if (request.matches()) {
            task(request.group(1)).ifPresent(numbers::add);
        }
        return numbers;
    }
}
