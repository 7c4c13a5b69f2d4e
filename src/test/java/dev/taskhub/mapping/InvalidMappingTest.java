package dev.taskhub.mapping;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidMappingTest {

    private static final String STATUS =
            """
            system: airtable
            fields:
              status:
                column: status
                type: select
                values:
                  todo: Pending
                  in_progress: Doing
                  review: Doing
                  blocked: Doing
                  completed: Done
                  cancelled: Done
            """;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesWithTheLine(String what, String yaml, int line, String problem) throws IOException {
        Path file = folder.resolve("airtable.yaml");
        Files.writeString(file, yaml);

        assertThatThrownBy(() -> Mapping.read(file))
                .isInstanceOf(InvalidMapping.class)
                .hasMessageContaining("airtable.yaml line " + line + ": ")
                .hasMessageContaining(problem);
    }

    static Stream<Arguments> refusesWithTheLine() {
        return Stream.of(
                refused("an empty file", "", 1, "the file is empty"),
                refused("broken YAML", "system: airtable\nfields: [", 2, "is not YAML"),
                refused("a list at the top", "- system", 1, "the file must be a list of \"name: value\" entries"),
                refused("no system", "fields: {}", 1, "\"system\" is missing"),
                refused("no fields", "system: airtable", 1, "\"fields\" is missing"),
                refused("a setting without value", "system: airtable\ntable:\nfields: {}", 2, "table has no value"),
                refused("an unknown top-level key", "system: airtable\ntabel: Tasks", 2, "\"tabel\" is unknown"),
                refused(
                        "a duplicate key",
                        "system: airtable\ntable: A\ntable: B\nfields: {}",
                        3,
                        "\"table\" stands here a second time, after line 2"),
                refused("an unknown field", field("titel: {column: name, type: text}"), 3, "there are title, desc"),
                refused("a field twice", title("column: a, type: text") + title2(), 4, "a second time"),
                refused("a field that is no section", field("title: name"), 3, "title must be a list of"),
                refused("no column", title("type: text"), 3, "\"column\" is missing"),
                refused("no type", title("column: name"), 3, "\"type\" is missing"),
                refused("an unknown type", title("column: name, type: string"), 3, "there are text, number, select"),
                refused(
                        "a choice without a number",
                        field("status: {column: state, type: number-select, values: {todo: 0}}"),
                        3,
                        "status \"in_progress\" has no value"),
                refused(
                        "a choice whose number is none",
                        field("status: {column: state, type: number-select, values: {todo: zero}}"),
                        3,
                        "\"zero\" is not a number"),
                refused(
                        "a type that does not fit",
                        title("column: name, type: number"),
                        3,
                        "type number does not fit title, which is a TEXT; types that fit: text, link, collaborator"),
                refused("an unknown option", title("column: name, type: text, scale: 2"), 3, "option \"scale\""),
                refused("an unknown access", title("column: name, type: text, access: rw"), 3, "access \"rw\""),
                refused(
                        "a column used twice",
                        title("column: name, type: text") + "  description: {column: name, type: text}\n",
                        4,
                        "column \"name\" is used on line 3 already"),
                refused(
                        "the id column used as a field",
                        "system: airtable\nidColumn: name\nfields:\n  title: {column: name, type: text}",
                        4,
                        "column \"name\" is used on line 2 already"),
                refused("a choice twice", STATUS + "      todo: Later\n", 13, "after line 7"),
                refused("an unknown choice", STATUS + "      done: Done\n", 13, "status \"done\" is unknown"),
                refused("a choice without name", STATUS.replace("Pending", ""), 7, "todo has no value"),
                refused(
                        "a choice left out",
                        STATUS.replace("      review: Doing\n", ""),
                        6,
                        "status \"review\" has no value; add \"review: ...\""),
                refused(
                        "two spellings of one name",
                        STATUS.replace("review: Doing", "review: doing"),
                        9,
                        "\"doing\" and \"Doing\" differ in case or blanks only"),
                refused("a name also read", STATUS + also("Done: todo"), 14, "\"Done\" is mapped twice"),
                refused(
                        "a name also read in other case",
                        STATUS + also("done: completed"),
                        14,
                        "\"done\" is mapped twice, also as \"Done\""),
                refused("a name read twice", STATUS + also("Now: todo\n      NOW: review"), 15, "\"NOW\" is mapped"),
                refused("a name read as no choice", STATUS + also("Now: doing"), 14, "status \"doing\" is unknown"),
                refused(
                        "a scale that is none",
                        field("actualHours: {column: h, type: number, scale: two}"),
                        3,
                        "write 0 to 8"),
                refused(
                        "a checkbox both ways",
                        field("status: {column: done, type: checkbox, checked: [completed, todo], unchecked: todo}"),
                        3,
                        "\"todo\" is both checked and unchecked"),
                refused(
                        "a checkbox without choices",
                        field("status: {column: done, type: checkbox, checked: [], unchecked: todo}"),
                        3,
                        "names no choice"),
                refused(
                        "a person written by name",
                        field("assignedTo: {column: owner, type: collaborator, by: name}"),
                        3,
                        "cannot be written by name"),
                refused(
                        "a person by something else",
                        field("assignedTo: {column: owner, type: collaborator, by: phone}"),
                        3,
                        "by \"phone\" is unknown"),
                refused(
                        "files to be written",
                        field("attachments: {column: files, type: attachment}"),
                        3,
                        "can only be read; add access: read"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plans: {columns: {name: n}}|5|\"table\" is missing",
                "plans: {table: Plans}|5|\"columns\" is missing",
                "plans: {table: Plans, columns: {position: n}}|5|\"name\" is missing",
                "plans: {table: Plans, columns: {name: n, owner: o}}|5|column \"owner\" is unknown; there are name, desc",
                "plans: {table: Plans, columns: {name: n, position: n}}|5|column \"n\" is used twice",
                "plans: {table: Plans, plan: p, columns: {name: n}}|5|option \"plan\" is unknown",
                "plans: {table: Tasks, columns: {name: n}}|5|table \"Tasks\" holds the tasks already",
                "plans: {table: Plans, columns: {name: n}, statuses: {Done: done}}|5|a project is active, completed, archived",
                "plans: {table: Plans, columns: {name: n}, statuses: {A: active, a: archived}}|5|\"a\" is mapped twice",
                "phases: {table: Phases, columns: {name: n}}|5|add the section stages, or take phases out",
                "stages: {table: Stages, phase: p, columns: {name: n}}|5|no section phases declares; add it",
                "stages: {table: Stages, plan: p, phase: f, columns: {name: n}}|5|not with both; keep one",
                "stages: {table: Stages, columns: {name: n, status: s}}|5|column \"status\" is unknown",
                "people: {Mira: {}}|5|\"Mira\" has neither an email nor an id",
                "people: {Mira: {mail: a}}|5|entry \"mail\" is unknown; there are email, id",
                "people: {Mira: {email: a}, Eve: {email: A}}|5|email \"A\" is that of Mira already",
                "people: {Mira: {email: eve}, Eve: {email: a}}|5|\"Eve\" is the email of Mira: nobody could tell"
            })
    void refusesASectionOfAirtablesWithTheLine(String section, int line, String problem) throws IOException {
        Path file = folder.resolve("airtable.yaml");
        Files.writeString(
                file,
                "system: airtable\ntable: Tasks\nfields:\n  stageId: {column: stage, type: link}\n" + section + "\n");

        assertThatThrownBy(() -> Mapping.read(file))
                .isInstanceOf(InvalidMapping.class)
                .hasMessageContaining("airtable.yaml line " + line + ": ")
                .hasMessageContaining(problem);
    }

    @Test
    void refusesStagesThatNoTaskNames() throws IOException {
        Path file = folder.resolve("airtable.yaml");
        Files.writeString(
                file,
                "system: airtable\nfields:\n  stageId: {column: stage, type: text}\n"
                        + "stages: {table: Stages, columns: {name: n}}\n");

        assertThatThrownBy(() -> Mapping.read(file))
                .hasMessageContaining("line 4: no field tells a task's stage: map stageId to a column of type link");
    }

    @Test
    void refusesAMissingFileAndAFileOfAnotherSystem() throws IOException {
        assertThatThrownBy(() -> Mappings.read(folder)).hasMessageContaining("airtable.yaml line 1: cannot be read");

        Files.writeString(folder.resolve("airtable.yaml"), "system: convex\nfields: {}");
        assertThatThrownBy(() -> Mappings.read(folder))
                .hasMessageContaining("system \"convex\" does not fit the file's name; write airtable");
    }

    @Test
    void saysWhichSettingIsMissing() {
        Mapping claude = Mapping.read(Path.of("config/claude.yaml"));

        assertThatThrownBy(() -> claude.setting("table"))
                .isInstanceOf(InvalidMapping.class)
                .hasMessage("config/claude.yaml line 1: \"table\" is missing; add it at the top level");
    }

    private static Arguments refused(String what, String yaml, int line, String problem) {
        return Arguments.of(what, yaml, line, problem);
    }

    private static String field(String entry) {
        return "system: airtable\nfields:\n  " + entry + "\n";
    }

    private static String title(String options) {
        return field("title: {" + options + "}");
    }

    private static String title2() {
        return "  title: {column: b, type: text}\n";
    }

    private static String also(String entries) {
        return "    alsoRead:\n      " + entries + "\n";
    }
}
