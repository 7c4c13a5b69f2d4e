package dev.taskhub.claude;

import dev.taskhub.claude.Matching.By;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The two lists on their way to one-to-one pairs: each step pairs some of what the steps before left over. */
final class Pairing {

    /** One known item; free until it is paired. */
    static final class Known {
        final int index;
        final KnownTodo todo;
        final String words;
        boolean free = true;

        Known(int index, KnownTodo todo) {
            this.index = index;
            this.todo = todo;
            this.words = normalised(todo.text("content"));
        }

        String activeForm() {
            return normalised(todo.text("activeForm"));
        }

        boolean isLinked() {
            return todo.isLinked();
        }
    }

    /** One item of the new list; free until it is paired or known to be new. */
    static final class Listed {
        final int index;
        final TodoItem item;
        final String words;
        final String taskId;
        boolean free = true;
        Known known;
        By by = By.NOTHING;

        Listed(int index, TodoItem item, String taskId) {
            this.index = index;
            this.item = item;
            this.words = normalised(item.content());
            this.taskId = taskId;
        }

        String activeForm() {
            return normalised(item.activeForm());
        }

        /** Whether being {@code known} would take this item back from completed. */
        boolean reopens(Known known) {
            return known.todo.isCompleted() && !item.status().equals("completed");
        }
    }

    final List<Known> known = new ArrayList<>();
    final List<Listed> listed = new ArrayList<>();

    Pairing(List<KnownTodo> knownTodos, List<TodoItem> items, Map<String, String> taskIds) {
        knownTodos.forEach(todo -> known.add(new Known(known.size(), todo)));
        var tagged = new HashSet<String>();
        for (TodoItem item : items) {
            String taskId = item.alias().map(taskIds::get).orElse(null);
            // A second item with the same tag would make two items of one task, so it goes by its words.
            listed.add(new Listed(listed.size(), item, tagged.add(taskId) ? taskId : null));
        }
    }

    Stream<Known> freeKnown() {
        return known.stream().filter(k -> k.free);
    }

    Stream<Listed> freeListed() {
        return listed.stream().filter(item -> item.free);
    }

    void pair(Listed item, Known partner, By sign) {
        item.known = partner;
        item.by = sign;
        item.free = false;
        partner.free = false;
    }

    /** Pairs, in the order of both lists, what has an equal key; a {@code null} key equals nothing. */
    <K> void pairEqual(
            By sign, Predicate<Known> among, Function<Known, K> keyOfKnown, Function<Listed, K> keyOfListed) {
        pairEqual(sign, among, keyOfKnown, keyOfListed, true);
    }

    /** As {@link #pairEqual}, but takes no item back from completed. */
    <K> void pairEqualForward(
            By sign, Predicate<Known> among, Function<Known, K> keyOfKnown, Function<Listed, K> keyOfListed) {
        pairEqual(sign, among, keyOfKnown, keyOfListed, false);
    }

    private <K> void pairEqual(
            By sign,
            Predicate<Known> among,
            Function<Known, K> keyOfKnown,
            Function<Listed, K> keyOfListed,
            boolean mayReopen) {
        Map<K, List<Known>> byKey = new HashMap<>();
        freeKnown().filter(among).forEach(k -> byKey.computeIfAbsent(keyOfKnown.apply(k), key -> new ArrayList<>())
                .add(k));
        byKey.remove(null);
        freeListed().forEach(item -> byKey.getOrDefault(keyOfListed.apply(item), List.of()).stream()
                .filter(k -> k.free && (mayReopen || !item.reopens(k)))
                .findFirst()
                .ifPresent(k -> pair(item, k, sign)));
    }

    private static String normalised(String text) {
        return text == null ? null : TodoText.normalised(text);
    }
}
