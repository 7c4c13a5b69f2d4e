package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Every shape in which Claude Code ever wrote a todo list, from the samples and from strings. */
class TodoListsTest {

    private static final String ONE_TODO = "[{\"content\":\"Ship it\",\"status\":\"pending\"}]";
    private final TodoLists todoLists = new TodoLists(new ClaudeSettings(DataSize.ofMegabytes(1), 1000, 10_000));

    @Test
    void readsTheBareListAndTakesTheSessionFromTheFileName() throws IOException {
        TodoList list = sample("todowrite/bare-list.json");

        assertThat(list.container()).isEqualTo("bare-list:main");
        assertThat(list.messageKey()).isNull();
        assertThat(list.problems()).isEmpty();
        assertThat(list.items())
                .extracting(TodoItem::number, TodoItem::content, TodoItem::status)
                .containsExactly(
                        tuple(1, "Review the architecture of the invoice importer", "completed"),
                        tuple(2, "Split the importer into reader, checker and writer", "in_progress"),
                        tuple(3, "Validate totals against the bank statement", "pending"),
                        tuple(4, "Deploy the importer to staging", "pending"));
        assertThat(list.items().get(3).activeForm()).isEqualTo("Deploying the importer to staging");
    }

    @Test
    void readsTheInputOfTheToolCall() throws IOException {
        TodoList list = sample("todowrite/tool-input.json");

        assertThat(list.container()).isEqualTo("tool-input:main");
        assertThat(list.items()).hasSize(3);
    }

    @Test
    void readsTheHookPayloadWithItsSessionAndCall() throws IOException {
        TodoList list = sample("todowrite/hook-payload.json");

        assertThat(list.container()).isEqualTo("3f0c8d52-7b1e-4a66-9c0d-51e8f2a47b90:main");
        assertThat(list.messageKey()).isEqualTo("3f0c8d52-7b1e-4a66-9c0d-51e8f2a47b90:toolu_01Hq3kVnTfB7yXcJ4m9sRwEa");
        assertThat(list.items()).hasSize(5);
    }

    @Test
    void keepsTheListOfASubagentApart() throws IOException {
        assertThat(sample("todowrite/subagent-hook-payload.json").container())
                .isEqualTo("3f0c8d52-7b1e-4a66-9c0d-51e8f2a47b90:a7c41f09");
    }

    @Test
    void readsOldItemsWithIdAndPriority() throws IOException {
        assertThat(sample("todowrite/old-with-priority.json").items())
                .extracting(TodoItem::id, TodoItem::priority, TodoItem::activeForm)
                .containsExactly(tuple("1", "high", null), tuple("2", "medium", null), tuple("3", "low", null));
    }

    @Test
    void readsItemsWithIdOnlyFromAFileNamedAsClaudeCodeOnceDid() throws IOException {
        String session = "91d7e2c4-0a5b-4f38-8e16-c3b27d940f51";
        TodoList list = sample("todowrite/" + session + "-agent-" + session + ".json");

        assertThat(list.container()).isEqualTo(session + ":main");
        assertThat(list.items()).extracting(TodoItem::id).containsExactly("upgrade", "errors", "tests");
    }

    @Test
    void takesSessionAndSubagentFromTheFileName() throws IOException {
        assertThat(read(ONE_TODO, "s1-agent-b2.json").container()).isEqualTo("s1:b2");
        assertThat(read(ONE_TODO, "inbox/todowrite/my list.v2.json").container())
                .isEqualTo("my list.v2:main");
        assertThat(read(ONE_TODO, ".json").container()).isEqualTo(".json:main");
    }

    @Test
    void prefersTheSessionInTheFileToItsName() throws IOException {
        String json = "{\"session_id\":\"s7\",\"todos\":" + ONE_TODO + "}";
        assertThat(read(json, "s1-agent-b2.json").container()).isEqualTo("s7:main");
    }

    @Test
    void fallsBackToTheToolResponse() throws IOException {
        TodoList list = read(
                "{\"session_id\":\"s\",\"tool_name\":\"TodoWrite\",\"tool_input\":{},"
                        + "\"tool_response\":{\"oldTodos\":[],\"newTodos\":" + ONE_TODO + "}}",
                null);
        assertThat(list.items()).extracting(TodoItem::content).containsExactly("Ship it");
    }

    @Test
    void readsAnEmptyListAsCleared() throws IOException {
        TodoList list = read("[]", "s.json");
        assertThat(list.items()).isEmpty();
        assertThat(list.isWhole()).isTrue();
    }

    @Test
    void toleratesMarkLineEndsUnknownPropertiesAndBlanks() throws IOException {
        TodoList list = read(
                "\uFEFF[\r\n{\"content\":\"  Ship it \",\"status\":\"pending\",\"activeForm\":\" \",\"priority\":null,"
                        + "\"id\":12,\"owner\":{\"name\":\"ana\"}}\r\n]\r\n",
                "s.json");
        assertThat(list.items()).containsExactly(new TodoItem(1, "12", "Ship it", "pending", null, null));
    }

    @Test
    void ignoresAnIdThatIsNoId() throws IOException {
        TodoList list = read(
                "[{\"id\":{},\"content\":\"a\",\"status\":\"pending\"},{\"id\":\"\",\"content\":\"b\",\"status\":\"pending\"},"
                        + "{\"id\":1e99,\"content\":\"c\",\"status\":\"pending\"}]",
                "s.json");
        assertThat(list.items()).extracting(TodoItem::id).containsOnlyNulls().hasSize(3);
    }

    @Test
    void takesTheGoodItemsAndNamesTheBadOnes() throws IOException {
        TodoList list = sample("todowrite-bad/unknown-status.json");

        assertThat(list.items()).extracting(TodoItem::number).containsExactly(1, 2);
        assertThat(list.problems())
                .containsExactly(
                        "todo 3: status \"doing\" is not one of pending, in_progress, completed",
                        "todo 4: content is missing");
        assertThatThrownBy(() -> todoLists.requireWhole(list))
                .isInstanceOfSatisfying(PartlyRejected.class, rejected -> assertThat(rejected.taken())
                        .isEqualTo(2))
                .hasMessage(String.join("\n", list.problems()));
    }

    @Test
    void namesEveryFaultOfAnItem() throws IOException {
        TodoLists narrow = new TodoLists(new ClaudeSettings(DataSize.ofMegabytes(1), 1000, 5));
        String json =
                """
                ["text",
                 {"content": "", "status": null},
                 {"content": 7, "status": "Pending"},
                 {"content": "123456", "status": "pending"},
                 {"content": "a\\u0000", "status": "pending", "activeForm": ["x"]},
                 {"content": "\\ud83d", "status": "done", "priority": "urge"},
                 null]
                """;
        TodoList list = narrow.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "s.json");

        assertThat(list.items()).isEmpty();
        assertThat(list.problems())
                .containsExactly(
                        "todo 1: is text, not an object with content and status",
                        "todo 2: content is empty; status is missing",
                        "todo 3: content is a number, not text; status has 7 characters, more than the 5 allowed",
                        "todo 4: content has 6 characters, more than the 5 allowed; "
                                + "status has 7 characters, more than the 5 allowed",
                        "todo 5: content holds U+0000, which cannot be stored; status has 7 characters, more than the 5"
                                + " allowed; activeForm is a list, not text",
                        "todo 6: content holds U+D83D, which cannot be stored; status \"done\" is not one of pending,"
                                + " in_progress, completed; priority \"urge\" is not one of high, medium, low",
                        "todo 7: is null, not an object with content and status");
    }

    @Test
    void givesAListWithProblemsNoKeySoThatItsMendedCopyIsTaken() throws IOException {
        String json = "{\"session_id\":\"s\",\"tool_use_id\":\"t\",\"todos\":[%s]}";
        String good = "{\"content\":\"a\",\"status\":\"pending\"}";
        assertThat(read(json.formatted(good), null).messageKey()).isEqualTo("s:t");
        assertThat(read(json.formatted(good + ",7"), null).messageKey()).isNull();
    }

    @Test
    void passesAWholeListWithoutProblems() throws IOException {
        TodoList list = read(ONE_TODO, "s.json");
        todoLists.requireWhole(list);
        assertThat(list.items()).hasSize(1);
    }

    @Test
    void closesTheFileWhateverItHolds() throws IOException {
        for (String text : List.of(ONE_TODO, "nonsense", " ".repeat(1024 * 1024 + 1))) {
            var closed = new AtomicBoolean();
            var file = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
                @Override
                public void close() {
                    closed.set(true);
                }
            };
            try {
                todoLists.read(file, "s.json");
            } catch (InvalidTodoFile e) {
                assertThat(text).isNotEqualTo(ONE_TODO);
            }
            assertThat(closed).isTrue();
        }
    }

    private TodoList sample(String name) throws IOException {
        Path path = Path.of("samples", name);
        assertThat(Files.exists(path)).as("%s", path).isTrue();
        return todoLists.read(
                new FileInputStream(path.toFile()), path.getFileName().toString());
    }

    private TodoList read(String json, String fileName) throws IOException {
        return todoLists.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), fileName);
    }
}
