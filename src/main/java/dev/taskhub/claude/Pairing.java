package dev.taskhub.claude;

import dev.taskhub.claude.Matching.By;
import dev.taskhub.claude.RecentLists.Recent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The two lists on their way to one-to-one pairs: each step pairs some of what the steps before left over. */
final class Pairing {

    /** Where a known item stands: in the list that the new one continues, no longer in it, or in another one. */
    enum Place {
        LISTED,
        GONE,
        ELSEWHERE
    }

    /** An item of either list; free until it is paired. */
    abstract static class Entry {
        final String words;
        private final String activeForm;
        private Wording wording;
        boolean free = true;

        Entry(String content, String activeForm) {
            this.words = normalised(content);
            this.activeForm = normalised(activeForm);
        }

        String activeForm() {
            return activeForm;
        }

        Wording wording() {
            if (wording == null) {
                wording = Wording.of(words);
            }
            return wording;
        }

        boolean isGeneric() {
            return words == null || wording().isGeneric();
        }

        private static String normalised(String text) {
            return text == null ? null : TodoText.normalised(text);
        }
    }

    /** One known item. */
    static final class Known extends Entry {
        final KnownTodo todo;
        Place place = Place.ELSEWHERE;
        /** Among those LISTED. */
        int index = -1;

        Known(KnownTodo todo) {
            super(todo.text("content"), todo.text("activeForm"));
            this.todo = todo;
        }

        boolean isOpen() {
            return !todo.isCompleted();
        }
    }

    /** One item of the new list. */
    static final class Listed extends Entry {
        final int index;
        final TodoItem item;
        final String taskId;
        final String oldId;
        Known known;
        By by = By.NOTHING;
        double confidence;

        Listed(int index, TodoItem item, String taskId) {
            super(item.content(), item.activeForm());
            this.index = index;
            this.item = item;
            this.taskId = taskId;
            this.oldId = item.id() == null ? null : "id-" + item.id();
        }

        boolean isCompleted() {
            return item.status().equals("completed");
        }

        /** Whether being {@code known} would take this item back from completed. */
        boolean reopens(Known known) {
            return known.todo.isCompleted() && !isCompleted();
        }

        /** Whether being {@code known} would bring this item forward, from pending on or from in progress to completed. */
        boolean advances(Known known) {
            return progress(item.status()) > progress(known.todo.text("status"));
        }

        boolean fallsBack(Known known) {
            return progress(item.status()) < progress(known.todo.text("status"));
        }

        boolean isPendingStill(Known known) {
            return progress(item.status()) == 0 && progress(known.todo.text("status")) == 0;
        }

        boolean hasIdOf(Known known) {
            return known.todo.externalId().equals(oldId);
        }

        private static int progress(String status) {
            return "completed".equals(status) ? 2 : "in_progress".equals(status) ? 1 : 0;
        }
    }

    /** The known items: those of the list that is continued first, in its order. */
    final List<Known> known = new ArrayList<>();

    final List<Listed> listed = new ArrayList<>();

    /** The list that the new one may be a new state of, or {@code null} where there is none. */
    final Recent continued;

    /** Whether all work of that list was done, or the list cleared: the next list is about new work. */
    final boolean finished;

    Pairing(List<KnownTodo> knownTodos, List<TodoItem> items, RecentLists recent, Map<String, String> taskIds) {
        var byId = new HashMap<String, Known>();
        knownTodos.forEach(todo -> byId.put(todo.externalId(), new Known(todo)));
        var tagged = new HashSet<String>();
        for (TodoItem item : items) {
            String taskId = item.alias().map(taskIds::get).orElse(null);
            // A second item with the same tag would make two items of one task, so it goes by its words.
            listed.add(new Listed(listed.size(), item, tagged.add(taskId) ? taskId : null));
        }
        continued = new Continuation(byId, listed).of(recent);
        finished = continued != null && Continuation.isFinished(continued, byId);
        if (continued != null) {
            place(continued.listed(), Place.LISTED, byId);
            place(continued.gone(), Place.GONE, byId);
        }
        knownTodos.stream()
                .map(todo -> byId.get(todo.externalId()))
                .filter(k -> k.place == Place.ELSEWHERE)
                .forEach(known::add);
    }

    private void place(List<String> ids, Place place, Map<String, Known> byId) {
        for (String id : ids) {
            Known k = byId.get(id);
            if (k != null && k.place == Place.ELSEWHERE) {
                k.place = place;
                k.index = place == Place.LISTED ? known.size() : -1;
                known.add(k);
            }
        }
    }

    Stream<Known> freeKnown() {
        return known.stream().filter(k -> k.free);
    }

    Stream<Listed> freeListed() {
        return listed.stream().filter(item -> item.free);
    }

    Stream<Listed> paired() {
        return listed.stream().filter(item -> item.known != null);
    }

    void pair(Listed item, Known partner, By sign, double confidence) {
        item.known = partner;
        item.by = sign;
        item.confidence = confidence;
        item.free = false;
        partner.free = false;
    }

    void part(Listed item) {
        item.known.free = true;
        item.known = null;
        item.by = By.NOTHING;
        item.confidence = 0;
        item.free = true;
    }

    /** Whether the new list goes on with the one before: a generic step in common does not tell, half of the list does. */
    boolean isAnchored() {
        List<Listed> common =
                paired().filter(item -> item.known.place != Place.ELSEWHERE).toList();
        return common.stream().anyMatch(item -> !item.known.isGeneric() || item.hasIdOf(item.known))
                || common.size() > 1 && common.size() * 2 >= listed.size();
    }
}
