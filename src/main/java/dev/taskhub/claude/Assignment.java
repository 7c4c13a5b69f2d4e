package dev.taskhub.claude;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses of possible pairs, one to one, those with the greatest sum of scores: the best pair first would at times take
 * away the only partner of another.
 */
final class Assignment {

    /** Within a larger group the best pair goes first: the exact way takes the third power of its size. */
    private static final int MOST_EXACT = 60;

    /** A possible pair; the numbers stand for the two items. */
    record Pair(int listed, int known, double score) {}

    private Assignment() {}

    static List<Pair> best(List<Pair> pairs) {
        var chosen = new ArrayList<Pair>();
        for (List<Pair> group : groups(pairs)) {
            List<Integer> listed = group.stream().map(Pair::listed).distinct().toList();
            List<Integer> known = group.stream().map(Pair::known).distinct().toList();
            boolean small = Math.max(listed.size(), known.size()) <= MOST_EXACT;
            chosen.addAll(small ? exact(group, listed, known) : greedy(group));
        }
        return chosen;
    }

    /** Pairs that compete with each other, directly or by way of others. */
    private static List<List<Pair>> groups(List<Pair> pairs) {
        Map<Integer, List<Pair>> byListed = new LinkedHashMap<>();
        Map<Integer, List<Pair>> byKnown = new HashMap<>();
        for (Pair pair : pairs) {
            byListed.computeIfAbsent(pair.listed, key -> new ArrayList<>()).add(pair);
            byKnown.computeIfAbsent(pair.known, key -> new ArrayList<>()).add(pair);
        }
        var groups = new ArrayList<List<Pair>>();
        Set<Pair> seen = new HashSet<>();
        for (Pair first : pairs) {
            if (seen.add(first)) {
                var group = new ArrayList<Pair>();
                var open = new ArrayDeque<>(List.of(first));
                while (!open.isEmpty()) {
                    Pair pair = open.poll();
                    group.add(pair);
                    byListed.get(pair.listed).stream().filter(seen::add).forEach(open::add);
                    byKnown.get(pair.known).stream().filter(seen::add).forEach(open::add);
                }
                groups.add(group);
            }
        }
        return groups;
    }

    private static List<Pair> greedy(List<Pair> group) {
        var listed = new HashSet<Integer>();
        var known = new HashSet<Integer>();
        return group.stream()
                .sorted(Comparator.comparingDouble(Pair::score).reversed())
                .filter(pair -> !listed.contains(pair.listed) && !known.contains(pair.known))
                .peek(pair -> {
                    listed.add(pair.listed);
                    known.add(pair.known);
                })
                .toList();
    }

    /** The Hungarian method with shortest augmenting paths (Kuhn 1955, Jonker and Volgenant 1987). */
    private static List<Pair> exact(List<Pair> group, List<Integer> listed, List<Integer> known) {
        int size = Math.max(listed.size(), known.size());
        Pair[][] pairs = new Pair[size + 1][size + 1];
        group.forEach(pair -> pairs[listed.indexOf(pair.listed) + 1][known.indexOf(pair.known) + 1] = pair);
        double[] ofRow = new double[size + 1];
        double[] ofColumn = new double[size + 1];
        int[] rowOf = new int[size + 1];
        for (int row = 1; row <= size; row++) {
            int[] way = new int[size + 1];
            double[] least = new double[size + 1];
            boolean[] used = new boolean[size + 1];
            Arrays.fill(least, Double.MAX_VALUE);
            rowOf[0] = row;
            int column = 0;
            while (rowOf[column] != 0) {
                used[column] = true;
                int next = 0;
                double step = Double.MAX_VALUE;
                for (int j = 1; j <= size; j++) {
                    if (!used[j]) {
                        Pair pair = pairs[rowOf[column]][j];
                        double cost = (pair == null ? 0 : -pair.score) - ofRow[rowOf[column]] - ofColumn[j];
                        if (cost < least[j]) {
                            least[j] = cost;
                            way[j] = column;
                        }
                        if (least[j] < step) {
                            step = least[j];
                            next = j;
                        }
                    }
                }
                for (int j = 0; j <= size; j++) {
                    if (used[j]) {
                        ofRow[rowOf[j]] += step;
                        ofColumn[j] -= step;
                    } else {
                        least[j] -= step;
                    }
                }
                column = next;
            }
            while (column != 0) {
                rowOf[column] = rowOf[way[column]];
                column = way[column];
            }
        }
        var chosen = new ArrayList<Pair>();
        for (int j = 1; j <= size; j++) {
            if (pairs[rowOf[j]][j] != null) {
                chosen.add(pairs[rowOf[j]][j]);
            }
        }
        return chosen;
    }
}
