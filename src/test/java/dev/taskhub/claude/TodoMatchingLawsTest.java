package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.claude.Matching.By;
import dev.taskhub.claude.Matching.Identified;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.ListArbitrary;

/** What holds for every list and the list after it. */
class TodoMatchingLawsTest {

    private static final String NEW_WORDS = "Compose everything anew";

    @Property
    void theSameListAgainCreatesNothingAndDropsNothing(@ForAll("lists") List<TodoItem> list) {
        List<KnownTodo> known = taken(list);
        Matching again = match(known, list);

        assertThat(ids(again))
                .isEqualTo(known.stream().map(KnownTodo::externalId).toList());
        assertThat(again.dropped()).isEmpty();
    }

    @Property
    void anotherOrderKeepsEveryIdentity(@ForAll("distinct") List<TodoItem> list, @ForAll Random random) {
        List<KnownTodo> known = taken(list);
        var shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        Matching matching = match(known, numbered(shuffled));

        assertThat(matching.dropped()).isEmpty();
        assertThat(matching.listed())
                .allSatisfy(identified -> assertThat(identified.known().text("content"))
                        .isEqualTo(identified.item().content()));
    }

    @Property
    void newWordsForOneOpenItemKeepItsIdentity(@ForAll("distinct") List<TodoItem> list, @ForAll Random random) {
        int place = random.nextInt(list.size());
        var open = with(list, place, list.get(place).content(), "pending");
        List<KnownTodo> known = taken(open);
        Matching matching = match(known, with(open, place, NEW_WORDS, "in_progress"));

        assertThat(ids(matching))
                .isEqualTo(known.stream().map(KnownTodo::externalId).toList());
        assertThat(matching.listed().get(place).by()).isEqualTo(By.NEIGHBOURS);
    }

    @Property
    void anItemThatLeavesIsDroppedOnlyWhenItWasOpen(@ForAll("distinct") List<TodoItem> list, @ForAll Random random) {
        int place = random.nextInt(list.size());
        List<KnownTodo> known = taken(list);
        var shorter = new ArrayList<>(list);
        TodoItem left = shorter.remove(place);
        Matching matching = match(known, numbered(shorter));

        assertThat(matching.dropped())
                .isEqualTo(left.status().equals("completed") ? List.of() : List.of(known.get(place)));
        assertThat(matching.listed()).noneMatch(identified -> identified.known() == null);
    }

    @Property
    void everyItemHasAnIdentityOfItsOwnAndEveryOpenTodoIsListedOrDropped(
            @ForAll("lists") List<TodoItem> first, @ForAll("lists") List<TodoItem> second) {
        List<KnownTodo> known = taken(first);
        Matching matching = match(known, second);

        assertThat(ids(matching)).hasSameSizeAs(second).doesNotHaveDuplicates();
        List<String> knownIds = known.stream().map(KnownTodo::externalId).toList();
        assertThat(matching.listed())
                .allMatch(identified -> identified.known() != null || !knownIds.contains(identified.externalId()));
        assertThat(known)
                .filteredOn(todo -> !todo.isCompleted())
                .allMatch(todo -> ids(matching).contains(todo.externalId())
                        ^ matching.dropped().contains(todo));
    }

    @Provide
    Arbitrary<List<TodoItem>> lists() {
        return items(Arbitraries.of(
                        "Plan", "plan.", "Build", "Run tests", "Run the tests", "Ship it", "3. Ship it", "…"))
                .ofMaxSize(8)
                .map(TodoMatchingLawsTest::numbered);
    }

    /** Two to eight items whose words have nothing in common. */
    @Provide
    Arbitrary<List<TodoItem>> distinct() {
        return items(Arbitraries.of(
                        "Plan holidays",
                        "Paint doors",
                        "Run to Rome",
                        "Ship crates",
                        "Tell Ana",
                        "Fix login",
                        "Drop tables",
                        "Count beans"))
                .ofMinSize(2)
                .ofMaxSize(8)
                .uniqueElements(TodoItem::content)
                .map(TodoMatchingLawsTest::numbered);
    }

    private static ListArbitrary<TodoItem> items(Arbitrary<String> contents) {
        return Combinators.combine(
                        contents,
                        Arbitraries.of("pending", "in_progress", "completed"),
                        Arbitraries.of("1", "2", "3").injectNull(0.7))
                .as((content, status, id) -> new TodoItem(1, id, content, status, null, null))
                .list();
    }

    private static List<TodoItem> with(List<TodoItem> items, int place, String content, String status) {
        var changed = new ArrayList<>(items);
        changed.set(place, new TodoItem(place + 1, null, content, status, null, null));
        return changed;
    }

    private static List<TodoItem> numbered(List<TodoItem> items) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> numbered(i + 1, items.get(i)))
                .toList();
    }

    private static TodoItem numbered(int number, TodoItem item) {
        return new TodoItem(number, item.id(), item.content(), item.status(), item.activeForm(), item.priority());
    }

    /** What the hub knows once it has taken {@code list} for new. */
    private static List<KnownTodo> taken(List<TodoItem> list) {
        return match(List.of(), list).listed().stream()
                .map(identified -> new KnownTodo(
                        identified.externalId(),
                        "task of " + identified.externalId(),
                        identified.item().columns(),
                        "linked"))
                .toList();
    }

    private static Matching match(List<KnownTodo> known, List<TodoItem> items) {
        return TodoMatching.match(
                known, new TodoList("s", "main", null, items, List.of()), RecentLists.of(null), Map.of());
    }

    private static List<String> ids(Matching matching) {
        return matching.listed().stream().map(Identified::externalId).toList();
    }
}
