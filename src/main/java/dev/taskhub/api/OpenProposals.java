package dev.taskhub.api;

import dev.taskhub.sync.Joins;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.NotFound;
import dev.taskhub.sync.Proposals;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Pairs of tasks that may be the same, as a person sees and settles them. */
@Component("openProposals")
public class OpenProposals {

    /**
     * One of the two tasks.
     *
     * @param alias what people call it, {@code T-12}
     * @param project its project, or {@code null} for none
     * @param systems where it has an item
     */
    public record Side(String taskId, String alias, String title, String project, List<String> systems) {}

    /** @param older the task that stays when the proposal is accepted */
    public record Pair(String id, Side older, Side newer, String why, Instant proposedAt) {}

    /** @param open how many are open, of which {@code proposals} shows the oldest */
    public record Listing(long open, List<Pair> proposals) {}

    /** @param decided {@code accepted} or {@code dismissed} */
    public record Decision(String id, String decided) {}

    private final Proposals proposals;
    private final TaskStore tasks;
    private final Links links;
    private final Joins joins;

    OpenProposals(Proposals proposals, TaskStore tasks, Links links, Joins joins) {
        this.proposals = proposals;
        this.tasks = tasks;
        this.links = links;
        this.joins = joins;
    }

    /**
     * The proposals that wait for a person, oldest first.
     *
     * @param limit as {@link Limit#of} takes it
     */
    public Listing open(String limit) {
        var found = proposals.open(Limit.of(limit));
        var ids = found.stream()
                .flatMap(proposal -> Stream.of(proposal.olderTask(), proposal.newerTask()))
                .toList();
        var named = tasks.find(ids);
        var items = links.ofTasks(ids);
        return new Listing(
                proposals.countOpen(),
                found.stream()
                        .map(proposal -> new Pair(
                                proposal.id(),
                                side(named.get(proposal.olderTask()), items),
                                side(named.get(proposal.newerTask()), items),
                                proposal.why(),
                                proposal.proposedAt()))
                        .toList());
    }

    /**
     * Makes the two tasks one.
     *
     * @param person who decides, for the event log
     * @throws NotFound when no proposal of this id is open
     * @throws IllegalArgumentException when the two cannot be one as they now stand
     */
    public Decision accept(String id, String person) {
        joins.accept(id, person);
        return new Decision(id, "accepted");
    }

    /**
     * Leaves them two.
     *
     * @param person who decides
     * @throws NotFound when no proposal of this id is open
     */
    public Decision dismiss(String id, String person) {
        joins.dismiss(id, person);
        return new Decision(id, "dismissed");
    }

    private static Side side(Task task, List<Link> items) {
        return task == null
                ? null
                : new Side(
                        task.id(),
                        task.alias(),
                        task.title(),
                        (String) task.value(TaskField.PROJECT_ID),
                        items.stream()
                                .filter(link -> link.taskId().equals(task.id()) && link.state() == Link.State.LINKED)
                                .map(Link::system)
                                .distinct()
                                .sorted()
                                .toList());
    }
}
