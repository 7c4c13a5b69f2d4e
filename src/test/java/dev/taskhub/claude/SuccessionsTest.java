package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.claude.Matching.Identified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;

/** How well items are found again in lists that follow one another, beside what a careful reader says of them. */
class SuccessionsTest {

    private static final double EDITED = 0.9;
    private static final double RETURNED = 0.98;
    private static final int LEAST = 60;
    private static final Pattern LINE =
            Pattern.compile("(?<key>\\S+) (?<status>[pic]) (?:#(?<id>\\S+) )?(?<text>.*?)(?: \\| (?<form>.*))?");
    private static final Map<String, String> STATUS = Map.of("p", "pending", "i", "in_progress", "c", "completed");

    private record Line(String key, TodoItem item) {}

    private static final class Count {
        int right;
        final List<String> wrong = new ArrayList<>();

        int all() {
            return right + wrong.size();
        }

        void add(boolean isRight, String what) {
            if (isRight) {
                right++;
            } else {
                wrong.add(what);
            }
        }

        @Override
        public String toString() {
            return right + "/" + all();
        }
    }

    private final Count edited = new Count();
    private final Count returned = new Count();
    private final Count apart = new Count();
    private int notPlain;

    @ParameterizedTest
    @ValueSource(strings = {"tuning", "held-out"})
    void findsItemsAgainAndMergesNone(String set) throws IOException {
        List<Map<String, String>> sessions =
                new Yaml().load(Files.readString(Path.of("src/test/resources/successions", set + ".yaml")));
        sessions.forEach(session -> follow(session.get("lists")));

        LoggerFactory.getLogger(getClass())
                .info(
                        "{}: {} successions that are not plain, edited {}, returned {}, kept apart {}; edited wrong {};"
                                + " returned wrong {}; merged {}",
                        set,
                        notPlain,
                        edited,
                        returned,
                        apart,
                        edited.wrong,
                        returned.wrong,
                        apart.wrong);
        assertThat(apart.wrong).as("items of %s merged with others", set).isEmpty();
        assertThat((double) edited.right / edited.all())
                .as("edited items of %s found again; not: %s", set, edited.wrong)
                .isGreaterThanOrEqualTo(EDITED);
        assertThat((double) returned.right / returned.all())
                .as("items of %s that were gone found again; not: %s", set, returned.wrong)
                .isGreaterThanOrEqualTo(RETURNED);
        assertThat(notPlain).isGreaterThanOrEqualTo(LEAST);
    }

    private void follow(String text) {
        var known = new LinkedHashMap<String, KnownTodo>();
        var idOfKey = new HashMap<String, String>();
        var keyOfId = new HashMap<String, String>();
        var lastWords = new HashMap<String, String>();
        Set<String> lastKeys = Set.of();
        RecentLists recent = RecentLists.of(null);
        for (List<Line> lines : lists(text)) {
            List<TodoItem> items = lines.stream().map(Line::item).toList();
            Matching matching = TodoMatching.match(
                    List.copyOf(known.values()), new TodoList("s", "main", null, items, List.of()), recent, Map.of());
            boolean first = known.isEmpty();
            boolean plain = true;
            for (int i = 0; i < lines.size(); i++) {
                String key = lines.get(i).key;
                Identified identified = matching.listed().get(i);
                String id = identified.externalId();
                String words = TodoText.normalised(identified.item().content());
                String before = lastWords.put(key, words);
                String owner = keyOfId.putIfAbsent(id, key);
                String told = "\"%s\" was \"%s\"".formatted(words, before);
                if (before == null) {
                    if (!first) {
                        plain = false;
                        apart.add(
                                owner == null,
                                "\"%s\" is not \"%s\" (%s %.2f)"
                                        .formatted(
                                                words, lastWords.get(owner), identified.by(), identified.confidence()));
                    }
                } else {
                    boolean linked = id.equals(idOfKey.get(key));
                    if (owner != null && !owner.equals(key)) {
                        apart.add(false, told + " but is taken for \"" + lastWords.get(owner) + '"');
                    }
                    if (!lastKeys.contains(key)) {
                        plain = false;
                        returned.add(linked, told);
                    } else if (!before.equals(words)) {
                        plain = false;
                        edited.add(linked, told);
                    } else if (!linked) {
                        edited.add(false, told);
                    }
                }
                idOfKey.put(key, id);
                KnownTodo link = known.get(id);
                known.put(
                        id,
                        new KnownTodo(
                                id,
                                link == null ? "task of " + id : link.taskId(),
                                identified.item().columns(),
                                "linked"));
            }
            matching.dropped()
                    .forEach(todo -> known.put(
                            todo.externalId(),
                            new KnownTodo(todo.externalId(), todo.taskId(), todo.base(), "dropped")));
            recent = RecentLists.of(matching.recent().stored());
            notPlain += plain ? 0 : 1;
            lastKeys = new HashSet<>(lines.stream().map(Line::key).toList());
        }
    }

    private static List<List<Line>> lists(String text) {
        var lists = new ArrayList<List<Line>>();
        lists.add(new ArrayList<>());
        for (String line : text.strip().split("\n")) {
            Matcher read = LINE.matcher(line);
            if (line.equals("--")) {
                lists.add(new ArrayList<>());
            } else if (!line.equals("-- nothing")) {
                assertThat(read.matches()).as(line).isTrue();
                List<Line> last = lists.get(lists.size() - 1);
                last.add(new Line(
                        read.group("key"),
                        new TodoItem(
                                last.size() + 1,
                                read.group("id"),
                                read.group("text"),
                                STATUS.get(read.group("status")),
                                read.group("form"),
                                null)));
            }
        }
        return lists;
    }
}
