package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** What the owner of a file is told when nothing of it can be taken. */
class InvalidTodoFileTest {

    private final TodoLists todoLists = new TodoLists(new ClaudeSettings(DataSize.ofKilobytes(64), 5, 10_000));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            empty.json     | the file is empty
            not-json.json  | `line 1, column 1: not JSON: Unrecognized token 'todo': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`
            truncated.json | line 9, column 42: the JSON ends too early
            not-utf8.json  | line 3, column 20: byte 0xE9 is not UTF-8
            no-list.json   | no todo list in the file: its keys are "title", "tasks"
            two-lists.json | line 7, column 1: more text after the end of the list
            task-tool.json | tool_name is "TaskCreate", not TodoWrite
            """)
    void saysWhatIsWrongWithEachBadSample(String name, String problem) throws IOException {
        assertThat(failure(Files.readAllBytes(Path.of("samples/todowrite-bad", name)))
                        .problem())
                .isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            7                                       | no todo list in the file: it holds a number
            "todo"                                  | no todo list in the file: it holds text
            null                                    | no todo list in the file: it holds null
            {}                                      | no todo list in the file: it holds an empty object
            {"todos": null}                         | no todo list in the file: its keys are "todos"
            {"todos": "[]"}                         | todos is text, not a list
            {"tool_input": {"todos": {}}}           | tool_input.todos is an object, not a list
            {"todos": [], "todos": []}              | line 1, column 22: not JSON: Duplicate field 'todos'
            [1 2]                                   | line 1, column 4: not JSON: Unexpected character ('2' (code 50)): was expecting comma to separate Array entries
            [{"content": "a"                        | line 1, column 17: the JSON ends too early
            []]                                     | line 1, column 3: not JSON: Unexpected close marker ']': no open Array to close
            {"tool_name": "Bash", "tool_input": {}} | tool_name is "Bash", not TodoWrite
            {"hook_event_name": "PreToolUse", "tool_input": {"todos": []}} | hook_event_name is "PreToolUse", not PostToolUse
            {"session_id": 7, "todos": []}          | session_id is a number, not text
            {"agent_id": "a\\u0000", "todos": []}   | agent_id holds U+0000, which cannot be stored
            [1, 2, 3, 4, 5, 6]                         | the list has 6 items, more than the 5 allowed (taskhub.claude.max-items)
            """)
    void saysWhatIsWrongAndWhere(String json, String problem) {
        assertThat(failure(json.getBytes(StandardCharsets.UTF_8)).problem()).isEqualTo(problem);
    }

    @Test
    void givesTheLimitOfAFileThatIsTooLarge() {
        assertThat(failure(new byte[50 * 1024 * 1024]))
                .hasMessage("the file has more than the 65,536 bytes allowed (taskhub.claude.max-file-size)."
                        + " A todo list is far smaller: check that it is the right file, or raise the limit.");
    }

    @Test
    void readsAFileOfExactlyTheLargestSize() throws IOException {
        byte[] bytes = new byte[64 * 1024];
        Arrays.fill(bytes, (byte) ' ');
        bytes[0] = '[';
        bytes[1] = ']';
        assertThat(todoLists.read(new ByteArrayInputStream(bytes), "s.json").items())
                .isEmpty();
    }

    @Test
    void boundsTheDepthOfTheJson() {
        byte[] bomb = "[".repeat(60_000).getBytes(StandardCharsets.UTF_8);
        assertThat(failure(bomb).problem()).contains("nesting depth (101) exceeds the maximum allowed (100");
    }

    @Test
    void recognisesAFileCutOffInTheMiddleOfACharacter() {
        byte[] bytes = "[\n{\"content\": \"Café".getBytes(StandardCharsets.UTF_8);
        assertThat(failure(Arrays.copyOf(bytes, bytes.length - 1)).problem())
                .isEqualTo("line 2, column 17: the file ends in the middle of a character");
    }

    @Test
    void showsOnlySomeOfManyKeysAndCutsLongOnes() {
        var json = new StringBuilder("{");
        for (int i = 0; i < 30; i++) {
            json.append('"').append("k".repeat(100)).append(i).append("\":1,");
        }
        json.setCharAt(json.length() - 1, '}');
        assertThat(failure(json.toString().getBytes(StandardCharsets.UTF_8)).problem())
                .startsWith("no todo list in the file: its keys are \"" + "k".repeat(60) + "...\", ")
                .endsWith("...\" and 10 more");
    }

    @Test
    void asksForTheSessionWhenNothingTellsIt() {
        assertThatThrownBy(() -> todoLists.read(new ByteArrayInputStream("[]".getBytes()), null))
                .hasMessage("nothing tells the session. Give session_id, or name the file after the session.");
    }

    @Test
    void leavesAFailureOfTheDiskToTheRoute() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk gone");
            }
        };
        assertThatThrownBy(() -> todoLists.read(broken, "s.json"))
                .isInstanceOf(IOException.class)
                .hasMessage("disk gone");
    }

    @Property(tries = 500)
    void refusesOrReadsAnyBytes(@ForAll byte[] bytes) throws IOException {
        assertThat(isReadOrRefused(bytes)).isTrue();
    }

    @Property(tries = 1000)
    void refusesOrReadsASampleWithAnyByteChangedAndCutAnywhere(
            @ForAll @IntRange(max = 1500) int place, @ForAll byte value, @ForAll @IntRange(max = 3000) int length)
            throws IOException {
        byte[] sample = Files.readAllBytes(Path.of("samples/todowrite/hook-payload.json"));
        sample[place] = value;
        assertThat(isReadOrRefused(Arrays.copyOf(sample, Math.min(length, sample.length))))
                .isTrue();
    }

    private boolean isReadOrRefused(byte[] bytes) throws IOException {
        try {
            return todoLists.read(new ByteArrayInputStream(bytes), "s.json") != null;
        } catch (InvalidTodoFile e) {
            return !e.problem().isBlank() && !e.remedy().isBlank();
        }
    }

    private InvalidTodoFile failure(byte[] bytes) {
        return catchThrowableOfType(
                InvalidTodoFile.class, () -> todoLists.read(new ByteArrayInputStream(bytes), "s.json"));
    }
}
