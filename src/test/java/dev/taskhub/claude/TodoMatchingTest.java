package dev.taskhub.claude;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.claude.Matching.By;
import dev.taskhub.claude.Matching.Identified;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which known todo each item of a new list is taken for. Statuses: {@code p}ending, {@code i}n progress, {@code c}ompleted. */
class TodoMatchingTest {

    private static final Map<String, String> STATUS = Map.of("p", "pending", "i", "in_progress", "c", "completed");

    private final List<KnownTodo> known = new ArrayList<>();
    private final List<TodoItem> items = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> taskIds = Map.of("T-1", "task-1", "T-9", "task-9");

    @Test
    void numbersNewItemsAboveTheHighestKnown() {
        known("todo-7", "Old work", "c", "deleted");
        known("id-99", "Other work", "c");
        listed("Write tests", "p");
        listed("Ship it", "p");
        assertThat(ids()).containsExactly("todo-8", "todo-9");
        assertThat(signs()).containsOnly(By.NOTHING);
    }

    @Test
    void knowsTheSameWordsInAnyOrderCaseAndNumbering() {
        known("todo-1", "Write tests", "i");
        known("todo-2", "Ship it", "p");
        listed("1. ship it.", "p");
        listed("2. Write  Tests", "c");
        assertThat(ids()).containsExactly("todo-2", "todo-1");
        assertThat(dropped()).isEmpty();
    }

    @Test
    void pairsEqualWordsInTheOrderOfBothLists() {
        known("todo-1", "Run tests", "p");
        known("todo-2", "Fix bugs", "p");
        known("todo-3", "Run tests", "p");
        listed("Run tests", "c");
        listed("Fix bugs", "c");
        listed("Run tests", "p");
        assertThat(ids()).containsExactly("todo-1", "todo-2", "todo-3");
    }

    @Test
    void takesTheOpenOneOfTwoEqualWordsWhenTheCompletedOneLeft() {
        known("todo-1", "Run tests", "c");
        known("todo-2", "Run tests", "p");
        listed("Run tests", "p");
        assertThat(ids()).containsExactly("todo-2");
    }

    @Test
    void reopensACompletedItemWhileTheListIsNotDone() {
        known("todo-1", "Run tests", "c");
        known("todo-2", "Fix login", "i");
        listed("Run tests", "p");
        listed("Fix login", "p");
        assertThat(ids()).containsExactly("todo-1", "todo-2");
    }

    @Test
    void takesAStepThatStartsAnewAfterAFinishedListForNewWork() {
        known("todo-1", "Fix login", "c");
        known("todo-2", "Run tests", "c");
        listed("Translate the menu", "i");
        listed("Run tests", "p");
        assertThat(ids()).containsExactly("todo-3", "todo-4");
    }

    @Test
    void takesAFinishedListThatIsSentAgainWithOneItemMoreForTheSame() {
        known("todo-1", "Fix login", "c");
        known("todo-2", "Run tests", "c");
        listed("Fix login", "c");
        listed("Run tests", "c");
        listed("Tell Ana", "p");
        assertThat(ids()).containsExactly("todo-1", "todo-2", "todo-3");
    }

    @Test
    void revivesADroppedItemInTheSameWords() {
        known("todo-1", "Run tests", "p", "dropped");
        listed("Run tests", "p");
        assertThat(ids()).containsExactly("todo-1");
    }

    @Test
    void keepsTheIdentityOfAnItemWhoseTaskWasDeletedElsewhere() {
        known("todo-1", "Run tests", "p", "deleted");
        listed("Run tests", "p");
        assertThat(ids()).containsExactly("todo-1");
    }

    @Test
    void prefersAListedItemToADroppedOneInTheSameWords() {
        known("todo-1", "Run tests", "p", "dropped");
        known("todo-2", "Run tests", "p");
        listed("Run tests", "p");
        assertThat(ids()).containsExactly("todo-2");
    }

    @Test
    void knowsNewWordsByTheActiveForm() {
        known("todo-1", "Write the parser", "p", "linked", "Writing the parser");
        known("todo-2", "Ship it", "p", "linked", "Shipping it");
        listed(null, "Create a parser for dates", "i", "Writing the parser");
        assertThat(ids()).containsExactly("todo-1");
        assertThat(signs()).containsExactly(By.ACTIVE_FORM);
        assertThat(dropped()).containsExactly("todo-2");
    }

    @Test
    void doesNotReopenACompletedItemForItsActiveFormAlone() {
        known("todo-1", "Run unit tests", "c", "linked", "Running tests");
        listed(null, "Run browser tests", "p", "Running tests");
        assertThat(ids()).containsExactly("todo-2");
    }

    @Test
    void knowsOldItemsByTheirId() {
        known("id-1", "Write tests", "p");
        known("id-2", "Ship it", "p");
        listed("1", "Compose everything anew", "p", null);
        listed("2", "Ship it", "p", null);
        assertThat(ids()).containsExactly("id-1", "id-2");
        assertThat(signs()).containsExactly(By.ID, By.CONTENT);
    }

    @Test
    void letsTheIdDecideBetweenEqualWords() {
        known("id-a", "Run tests", "p");
        known("id-b", "Run tests", "p");
        listed("b", "Run tests", "p", null);
        listed("a", "Run tests", "p", null);
        assertThat(ids()).containsExactly("id-b", "id-a");
    }

    @Test
    void trustsWordsMoreThanIdsThatWereGivenOutAnew() {
        known("id-1", "Write tests", "c");
        known("id-2", "Ship it", "p");
        listed("1", "Ship it", "p", null);
        listed("2", "Tell the customers", "p", null);
        assertThat(ids()).containsExactly("id-2", "todo-1");
        assertThat(dropped()).isEmpty();
    }

    @Test
    void doesNotTakeTwoItemsWithOneIdForOne() {
        listed("1", "Write tests", "p", null);
        listed("1", "Ship it", "p", null);
        assertThat(ids()).containsExactly("id-1", "todo-1");
    }

    @Test
    void knowsNearlyTheSameWordsWhereverTheyStand() {
        known("todo-1", "Write tests for the new ranking", "p");
        known("todo-2", "Ship it", "p");
        known("todo-3", "Tell the customers", "p");
        listed("Ship it", "p");
        listed("Write more tests for the new ranking", "i");
        listed("Tell the customers", "p");
        assertThat(ids()).containsExactly("todo-2", "todo-1", "todo-3");
        assertThat(signs()).containsExactly(By.CONTENT, By.SIMILARITY, By.CONTENT);
    }

    @Test
    void doesNotReopenACompletedItemForNearlyTheSameWords() {
        known("todo-1", "Write tests for the new ranking", "c");
        listed("Write more tests for the new ranking", "p");
        assertThat(ids()).containsExactly("todo-2");
    }

    @Test
    void knowsAnItemInNewWordsBetweenItsNeighbours() {
        known("todo-1", "Plan", "c");
        known("todo-2", "Build", "p");
        known("todo-3", "Ship", "p");
        listed("Plan", "c");
        listed("Compose everything anew", "i");
        listed("Ship", "p");
        assertThat(ids()).containsExactly("todo-1", "todo-2", "todo-3");
        assertThat(signs()).containsExactly(By.CONTENT, By.NEIGHBOURS, By.CONTENT);
    }

    @Test
    void takesAnItemAtTheEndForNewWhenAnotherOneLeft() {
        known("todo-1", "Plan", "p");
        known("todo-2", "Build", "p");
        known("todo-3", "Ship", "p");
        listed("Plan", "p");
        listed("Ship", "p");
        listed("Tell the customers", "p");
        assertThat(ids()).containsExactly("todo-1", "todo-3", "todo-4");
        assertThat(dropped()).containsExactly("todo-2");
    }

    @Test
    void guessesNothingWhereTwoItemsWouldDo() {
        known("todo-1", "Plan", "p");
        known("todo-2", "Build", "p");
        known("todo-3", "Test", "p");
        known("todo-4", "Ship", "p");
        listed("Plan", "p");
        listed("Compose everything anew", "p");
        listed("Ship", "p");
        assertThat(ids()).containsExactly("todo-1", "todo-5", "todo-4");
        assertThat(dropped()).containsExactly("todo-2", "todo-3");
    }

    @Test
    void takesAListWithoutAnythingInCommonForNewWork() {
        known("todo-1", "Plan", "p");
        listed("Build", "p");
        assertThat(ids()).containsExactly("todo-2");
        assertThat(dropped()).containsExactly("todo-1");
    }

    @Test
    void dropsWhatIsOpenAndKeepsWhatIsDoneWhenTheListIsCleared() {
        known("todo-1", "Plan", "c");
        known("todo-2", "Build", "i");
        known("todo-3", "Ship", "p", "dropped");
        known("todo-4", "Sell", "p", "deleted");
        assertThat(ids()).isEmpty();
        assertThat(dropped()).containsExactly("todo-2");
    }

    @Test
    void neitherDropsNorGuessesAtWhatMayBeABadItem() {
        known("todo-1", "Plan", "p");
        known("todo-2", "Build", "p");
        listed("Plan", "p");
        listed("Compose everything anew", "p");
        problems.add("todo 3: status \"doing\" is not one of pending, in_progress, completed");
        assertThat(ids()).containsExactly("todo-1", "todo-3");
        assertThat(dropped()).isEmpty();
    }

    @Test
    void letsATagDecideAgainstTheWords() {
        known("todo-1", "Write tests", "p", "linked", null, "task-1");
        known("todo-2", "Ship it", "p", "linked", null, "task-2");
        listed("Ship it [T-1]", "p");
        Identified identified = match().listed().get(0);
        assertThat(identified.externalId()).isEqualTo("todo-1");
        assertThat(identified.taskId()).isEqualTo("task-1");
        assertThat(identified.by()).isEqualTo(By.TAG);
        assertThat(dropped()).containsExactly("todo-2");
    }

    @Test
    void linksATagOfATaskFromElsewhereAsANewItem() {
        known("todo-1", "Write tests", "p", "linked", null, "task-1");
        listed("Write tests [T-9]", "p");
        Identified identified = match().listed().get(0);
        assertThat(identified.externalId()).isEqualTo("todo-2");
        assertThat(identified.taskId()).isEqualTo("task-9");
    }

    @Test
    void goesByTheWordsWhenTheTagNamesNoTask() {
        known("todo-1", "Write tests", "p");
        listed("Write tests [T-404]", "p");
        assertThat(ids()).containsExactly("todo-1");
        assertThat(match().listed().get(0).taskId()).isNull();
    }

    @Test
    void givesATaskToTheFirstOfTwoItemsWithItsTag() {
        listed("Write tests [T-1]", "p");
        listed("Run tests [T-1]", "p");
        assertThat(match().listed()).extracting(Identified::taskId).containsExactly("task-1", null);
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    @Timeout(20)
    void comparesABoundedNumberWhenALongListIsWrittenAnewAfterALongSession() {
        String common = IntStream.range(0, 200)
                .mapToObj(i -> "word" + (char) ('a' + i % 26) + " ")
                .collect(joining());
        for (int i = 0; i < 5000; i++) {
            known("todo-" + i, common + "old" + i, i % 2 == 0 ? "c" : "p");
        }
        for (int i = 0; i < 1000; i++) {
            listed(common + "new" + i, "p");
        }
        assertThat(ids()).hasSize(1000).doesNotHaveDuplicates();
    }

    private void known(String externalId, String content, String status) {
        known(externalId, content, status, "linked");
    }

    private void known(String externalId, String content, String status, String state) {
        known(externalId, content, status, state, null);
    }

    private void known(String externalId, String content, String status, String state, String activeForm) {
        known(externalId, content, status, state, activeForm, "task of " + externalId);
    }

    private void known(
            String externalId, String content, String status, String state, String activeForm, String taskId) {
        var item = new TodoItem(1, null, content, STATUS.get(status), activeForm, null);
        known.add(new KnownTodo(externalId, taskId, item.columns(), state));
    }

    private void listed(String content, String status) {
        listed(null, content, status, null);
    }

    private void listed(String id, String content, String status, String activeForm) {
        items.add(new TodoItem(items.size() + 1, id, content, STATUS.get(status), activeForm, null));
    }

    private Matching match() {
        return TodoMatching.match(
                known, new TodoList("s", "main", null, items, problems), RecentLists.of(null), taskIds);
    }

    private List<String> ids() {
        return match().listed().stream().map(Identified::externalId).toList();
    }

    private List<By> signs() {
        return match().listed().stream().map(Identified::by).toList();
    }

    private List<String> dropped() {
        return match().dropped().stream().map(KnownTodo::externalId).toList();
    }
}
