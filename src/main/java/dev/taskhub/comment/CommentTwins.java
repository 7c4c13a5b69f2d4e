package dev.taskhub.comment;

import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Remote;
import dev.taskhub.task.TaskStore;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the comments that an earlier hub, whose store is gone, had carried from one remote to the other; without that, each of
 * them would be carried back. Done once, when all comments have been read and nothing has been made of them yet.
 */
@Component
final class CommentTwins {

    private static final Logger LOG = LoggerFactory.getLogger(CommentTwins.class);
    private static final String HUB = "hub";
    private static final String READER = "first contact of comments";
    private static final int TASKS_AT_ONCE = 100;

    private final Comments comments;
    private final CommentWorks works;
    private final CommentLanguages languages;
    private final TaskStore tasks;
    private final Positions positions;
    private final String met;
    private final TransactionTemplate transaction;

    CommentTwins(
            Comments comments,
            CommentWorks works,
            CommentLanguages languages,
            TaskStore tasks,
            Positions positions,
            List<Remote> remotes,
            PlatformTransactionManager transactions) {
        this.comments = comments;
        this.works = works;
        this.languages = languages;
        this.tasks = tasks;
        this.positions = positions;
        this.met = remotes.stream()
                .map(remote -> remote.system() + " " + remote.container())
                .sorted()
                .collect(Collectors.joining(", "));
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Makes each such pair one comment, unless that was done before. Stopped in between, it is begun again. */
    void match() {
        if (positions.get(HUB, met, READER).isPresent()) {
            return;
        }
        int found = 0;
        for (var page = comments.commentedTasks("", TASKS_AT_ONCE); !page.isEmpty(); ) {
            List<String> taskIds = page;
            found += transaction.execute(status -> match(taskIds));
            page = comments.commentedTasks(page.get(page.size() - 1), TASKS_AT_ONCE);
        }
        positions.put(HUB, met, READER, "made");
        if (found > 0) {
            LOG.info("Comments that an earlier hub had carried over, and that are known again: {}", found);
        }
    }

    private int match(List<String> taskIds) {
        CommentWork work = works.ofTasks(taskIds, tasks.lock());
        int found = 0;
        for (List<Comment> together : work.comments().stream()
                .filter(comment -> standing(work, comment) != null)
                .collect(Collectors.groupingBy(Comment::taskId))
                .values()) {
            var marked = new ArrayList<Comment>();
            var plain = new ArrayList<Comment>();
            together.forEach(comment -> (isMarked(work, comment) ? marked : plain).add(comment));
            for (Comment comment : plain) {
                found += matchOne(work, comment, marked);
            }
        }
        works.write(work);
        return found;
    }

    /** Looks for the other one of {@code comment} among those of a system where the hub marks what it writes. */
    private int matchOne(CommentWork work, Comment comment, List<Comment> marked) {
        for (Comment other : marked) {
            CommentLink link = standing(work, other);
            boolean isCopy = link.own()
                    && other.body().equals(languages.of(link.system()).inSystem(comment, true));
            if (isCopy || isSame(comment, other)) {
                work.join(isCopy ? other : comment, isCopy ? comment : other);
                marked.remove(other);
                return 1;
            }
        }
        return 0;
    }

    /** Systems show times in whole seconds. */
    private static boolean isSame(Comment one, Comment other) {
        return Objects.equals(one.author(), other.author())
                && one.body().equals(other.body())
                && one.createdAt()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .equals(other.createdAt().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Where a live comment stands that stands in one place only, else {@code null}. */
    private static CommentLink standing(CommentWork work, Comment comment) {
        var links = work.linksOf(comment.id());
        return comment.isDeleted() || links.size() != 1 || links.get(0).state() != CommentLink.State.LINKED
                ? null
                : links.get(0);
    }

    private boolean isMarked(CommentWork work, Comment comment) {
        return languages.of(standing(work, comment).system()).hasToBeReadFirst();
    }
}
