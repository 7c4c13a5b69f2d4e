package dev.taskhub.sandbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** How many requests each remote got, by method and path; ids of single things in a path count as one. */
final class RequestCounts {

    private static final Pattern ID = Pattern.compile("/(rec|com|ach|att)[A-Za-z0-9]{14}(?=/|$)");

    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

    /** Counts one; {@code path} is what follows the remote's name. */
    void count(String remote, String method, String path) {
        String shown = ID.matcher(path).replaceAll("/$1...").replaceAll("(?<=.)/+$", "");
        counts.computeIfAbsent(remote, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(method + " " + shown, key -> new LongAdder())
                .increment();
    }

    /** {@code {"airtable": {"GET /v0/app.../Tasks": 3}}}. */
    Map<String, Map<String, Long>> all() {
        var all = new TreeMap<String, Map<String, Long>>();
        counts.forEach((remote, paths) -> {
            var its = new TreeMap<String, Long>();
            paths.forEach((path, count) -> its.put(path, count.sum()));
            all.put(remote, its);
        });
        return all;
    }

    void clear() {
        counts.clear();
    }
}
