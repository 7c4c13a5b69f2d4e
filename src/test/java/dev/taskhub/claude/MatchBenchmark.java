package dev.taskhub.claude;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** How long it takes to recognise the items of a list of 1,000. */
final class MatchBenchmark {

    private static final int ITEMS = 1000;
    private static final int ROUNDS = 200;
    private static final List<String> ACTIONS = List.of("Add", "Fix", "Test", "Document", "Remove", "Review", "Move");

    private MatchBenchmark() {}

    public static void main(String[] arguments) {
        var random = new Random(1);
        List<String> contents = IntStream.range(0, ITEMS)
                .mapToObj(i -> "%s the %s of the %s for %s"
                        .formatted(
                                ACTIONS.get(random.nextInt(ACTIONS.size())),
                                word(random, 200),
                                word(random, 200),
                                word(random, 2000)))
                .toList();
        measure("the same list in another order", contents, content -> content, random);
        measure(
                "every tenth item reworded",
                contents,
                content -> random.nextInt(10) == 0 ? content + " (" + word(random, 50) + " remaining)" : content,
                random);
        measure("every item reworded", contents, content -> content + " and " + word(random, 2000), random);
        measure("all written anew", contents, content -> "Write " + word(random, 9000) + content.length(), random);
    }

    private static void measure(String what, List<String> before, UnaryOperator<String> edit, Random random) {
        List<KnownTodo> known = new ArrayList<>();
        before.forEach(content -> known.add(new KnownTodo(
                "todo-" + (known.size() + 1), "task", Map.of("content", content, "status", "pending"), "linked")));
        var after = new ArrayList<>(before.stream().map(edit).toList());
        if (after.equals(before)) {
            Collections.shuffle(after, random);
        }
        List<TodoItem> items = after.stream()
                .map(content -> new TodoItem(1, null, content, "pending", null, null))
                .toList();
        var list = new TodoList("s", "main", null, items, List.of());
        double[] millis = new double[ROUNDS];
        long found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            found = TodoMatching.match(known, list, RecentLists.of(null), Map.of()).listed().stream()
                    .filter(identified -> identified.known() != null)
                    .count();
            millis[round] = (System.nanoTime() - start) / 1e6;
        }
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%s: %,d of %,d found; median %.1f ms, p99 %.1f ms, the first %.0f ms%n",
                what,
                found,
                ITEMS,
                millis[ROUNDS / 2],
                millis[ROUNDS * 99 / 100],
                first);
    }

    private static String word(Random random, int of) {
        var word = new StringBuilder();
        for (int rest = random.nextInt(of) + of; rest > 0; rest /= 20) {
            word.append("bcdfghklmnprstvwzjqx".charAt(rest % 20)).append("aeiou".charAt(rest % 5));
        }
        return word.toString();
    }
}
