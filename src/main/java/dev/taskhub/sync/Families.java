package dev.taskhub.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which tasks of the same title are one, and which only may be.
 *
 * @param sure tasks that are one each, oldest first: any two of them may be one, and nobody else may be one with them
 * @param unsure pairs that may be one, among others
 */
record Families(List<List<Namesake>> sure, List<Pair> unsure) {

    /** Two tasks that may be one. */
    record Pair(Namesake older, Namesake newer) {}

    /** @param namesakes tasks of one title, oldest first */
    static Families of(List<Namesake> namesakes) {
        var families = new Families(new ArrayList<>(), new ArrayList<>());
        var left = new LinkedHashSet<>(namesakes);
        while (!left.isEmpty()) {
            families.add(namesakes.stream()
                    .filter(connected(left.iterator().next(), left)::contains)
                    .toList());
        }
        return families;
    }

    /** All pairs that may be one, the sure ones too. */
    List<Pair> pairs() {
        return Stream.concat(
                        sure.stream()
                                .flatMap(
                                        family -> family.stream().skip(1).map(newer -> new Pair(family.get(0), newer))),
                        unsure.stream())
                .toList();
    }

    /** Takes from {@code left} whoever may be one with {@code first}, or with one of those, and so on. */
    private static Set<Namesake> connected(Namesake first, Set<Namesake> left) {
        var connected = new LinkedHashSet<Namesake>();
        var open = new ArrayDeque<>(List.of(first));
        left.remove(first);
        while (!open.isEmpty()) {
            Namesake next = open.remove();
            connected.add(next);
            var alike = left.stream().filter(next::maybeSameAs).toList();
            alike.forEach(left::remove);
            open.addAll(alike);
        }
        return connected;
    }

    private void add(List<Namesake> family) {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < family.size(); i++) {
            for (Namesake newer : family.subList(i + 1, family.size())) {
                if (family.get(i).maybeSameAs(newer)) {
                    pairs.add(new Pair(family.get(i), newer));
                }
            }
        }
        if (pairs.isEmpty()) {
            return;
        }
        if (pairs.size() == family.size() * (family.size() - 1) / 2) {
            sure.add(family);
        } else {
            unsure.addAll(pairs);
        }
    }
}
