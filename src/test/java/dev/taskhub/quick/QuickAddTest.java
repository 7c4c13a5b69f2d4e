package dev.taskhub.quick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.task.TaskField;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Today is Tuesday, 1 December 2026. */
class QuickAddTest {

    private static final List<String> AGENTS = List.of("CE", "BA", "MA", "TA");
    private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

    private final QuickAdd quickAdd = new QuickAdd(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void readsALineWithEverything() {
        var task = read("Implement user authentication for the API by Friday, high, #backend, @BA, ~4h");

        assertThat(task.title()).isEqualTo("Implement user authentication for the API");
        assertThat(task.understood())
                .containsExactly("due 2026-12-04 (Friday)", "priority high", "tag backend", "agent BA", "estimate 4 h");
        assertThat(task.notes()).isEmpty();
        assertThat(task.values())
                .isEqualTo(Map.of(
                        TaskField.TITLE,
                        "Implement user authentication for the API",
                        TaskField.DUE_DATE,
                        Instant.parse("2026-12-04T00:00:00Z"),
                        TaskField.PRIORITY,
                        "high",
                        TaskField.TAGS,
                        List.of("backend"),
                        TaskField.ASSIGNED_TO,
                        "BA",
                        TaskField.ESTIMATED_HOURS,
                        4.0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                // days
                "Call the vendor today                      | Call the vendor            | due 2026-12-01 (Tuesday)",
                "Call the vendor tomorrow.                  | Call the vendor            | due 2026-12-02 (Wednesday)",
                "Call the vendor by Tuesday                 | Call the vendor            | due 2026-12-08 (Tuesday)",
                "Call the vendor due Mon                    | Call the vendor            | due 2026-12-07 (Monday)",
                "Call the vendor on friday!                 | Call the vendor            | due 2026-12-04 (Friday)",
                "Call the vendor, Friday                    | Call the vendor            | due 2026-12-04 (Friday)",
                "Fix this by Friday                         | Fix this                   | due 2026-12-04 (Friday)",
                "Call the vendor by next Friday             | Call the vendor            | due 2026-12-11 (Friday)",
                "Call the vendor this Thursday              | Call the vendor this Thursday |",
                "Call the vendor by this Thursday           | Call the vendor            | due 2026-12-03 (Thursday)",
                "Freeze the branch until 24 December        | Freeze the branch          | due 2026-12-24 (Thursday)",
                "Rotate the keys in 3 days                  | Rotate the keys            | due 2026-12-04 (Friday)",
                "Rotate the keys in two weeks               | Rotate the keys            | due 2026-12-15 (Tuesday)",
                "Rotate the keys within a month             | Rotate the keys            | due 2027-01-01 (Friday)",
                "Rotate the keys by the day after tomorrow  | Rotate the keys            | due 2026-12-03 (Thursday)",
                "Write the report by end of week            | Write the report           | due 2026-12-04 (Friday)",
                "Write the report by the end of the month   | Write the report           | due 2026-12-31 (Thursday)",
                "Write the report at the end of next month  | Write the report           | due 2027-01-31 (Sunday)",
                "Write the report by end of quarter         | Write the report           | due 2026-12-31 (Thursday)",
                "Write the report by EOW                    | Write the report           | due 2026-12-04 (Friday)",
                "Write the report by next week              | Write the report           | due 2026-12-07 (Monday)",
                "Write the report by 2026-12-24             | Write the report           | due 2026-12-24 (Thursday)",
                "Write the report, 2026/12/24               | Write the report           | due 2026-12-24 (Thursday)",
                "Write the report by 24.12.                 | Write the report           | due 2026-12-24 (Thursday)",
                "Write the report by 24.12.2027             | Write the report           | due 2027-12-24 (Friday)",
                "Write the report by 12/24                  | Write the report           | due 2026-12-24 (Thursday)",
                "Write the report by Dec 4th                | Write the report           | due 2026-12-04 (Friday)",
                "Write the report by Dec 4, 2027            | Write the report           | due 2027-12-04 (Saturday)",
                "Write the report by December 1             | Write the report           | due 2026-12-01 (Tuesday)",
                "Write the report by 30 November            | Write the report           | due 2027-11-30 (Tuesday)",
                "Write the report by Feb 29                 | Write the report           | due 2028-02-29 (Tuesday)",
                "Write the report by the 15th               | Write the report           | due 2026-12-15 (Tuesday)",
                "By Friday, write the report                | write the report           | due 2026-12-04 (Friday)",
                "Tomorrow: write the report                 | write the report           | due 2026-12-02 (Wednesday)",
                "Write the report (by Friday)               | Write the report           | due 2026-12-04 (Friday)",
                // priorities
                "Fix login, urgent                          | Fix login                  | priority urgent",
                "Fix login, low priority                    | Fix login                  | priority low",
                "Fix login, priority: medium                | Fix login                  | priority medium",
                "Fix login p1                               | Fix login                  | priority urgent",
                "P4 fix login                               | fix login                  | priority low",
                "Fix login !!!                              | Fix login                  | priority urgent",
                "Fix login !!                               | Fix login                  | priority high",
                "!high Fix login                            | Fix login                  | priority high",
                "Fix login asap                             | Fix login                  | priority urgent",
                "URGENT: fix login                          | fix login                  | priority urgent",
                "[high] fix login                           | fix login                  | priority high",
                "Fix login #auth high                       | Fix login                  | priority high; tag auth",
                // tags, agents, estimates
                "#backend #größe Fix login                  | Fix login                  | tag backend; tag größe",
                "Fix #backend login #needs-review           | Fix login                  | tag backend; tag needs-review",
                "Fix login #auth #Auth                      | Fix login                  | tag auth",
                "Write docs about #backend for newcomers    | Write docs about #backend for newcomers | tag backend",
                "Fix login @ba                              | Fix login                  | agent BA",
                "Fix login, assigned to @TA                 | Fix login                  | agent TA",
                "Review the plan for @CE                    | Review the plan for @CE    | agent CE",
                "@MA: watch the queue                       | watch the queue            | agent MA",
                "Fix login ~30m                             | Fix login                  | estimate 0.5 h",
                "Fix login ~1h30m                           | Fix login                  | estimate 1.5 h",
                "Fix login, 2d                              | Fix login                  | estimate 16 h",
                "Fix login, 4 hours                         | Fix login                  | estimate 4 h",
                "Fix login estimate 4 hours                 | Fix login                  | estimate 4 h",
                "Fix login; est. 1,5h; by Friday; p2        | Fix login                  | due 2026-12-04 (Friday); priority high; estimate 1.5 h",
                "Fix login by Friday @bob                   | Fix login @bob             | due 2026-12-04 (Friday)",
                "Close #12 by Friday                        | Close #12                  | due 2026-12-04 (Friday)",
                "Fix login by Friday for #12                | Fix login by Friday for #12 |"
            })
    void takesAPartOffTheTitle(String line, String title, String understood) {
        var task = read(line);

        assertThat(task.title()).isEqualTo(title);
        assertThat(String.join("; ", task.understood())).isEqualTo(understood == null ? "" : understood);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Design for high availability",
                "Sort the cards by hand",
                "Update the numbers on Friday's report",
                "Look at what was merged on Friday",
                "Archive the logs of today",
                "Fix what breaks when priority is high",
                "Mark the ticket as urgent",
                "Set the level: high",
                "Compare the levels low, medium, high",
                "Close #12 and #13",
                "Fix org/repo#12",
                "Make the button #fff or #0af3c9",
                "Port the parser to C#",
                "Bump @types/node",
                "Ask @bob about the keys",
                "Mail ops@example.com",
                "Read https://example.com/a?b=c&d#backend",
                "Run `deploy --by friday` for `@BA #x`",
                "Rename \"ready by Friday\"",
                "Rename \"high, #backend, @BA, ~4h\"",
                "Pay $5 & €3 to A&B for 100% of it",
                "Speed up the 4h job",
                "Wait ~4h before the retry",
                "Upgrade to 4.12.",
                "Support 24/7 calls",
                "Don't break 'by Friday'",
                "Fix Black Friday",
                "Is it done by Friday?",
                "Turn on the light",
                "Learn to code in Go",
                "high",
                "tomorrow",
                "#backend @BA !!!",
                "!!!",
                "Schätze die Größe von naïve café 📱 ab",
                "ログインを修正する",
                "Fix  the   \"double  space\""
            })
    void leavesASentenceAsItStands(String line) {
        assertThat(read(line).title()).isEqualTo(line);
        assertThat(read(line).understood()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Pay by 31 February           | \"31 February\" looks like a date and was left in the title",
                "Pay by 04/05/2027            | \"by 04/05\" looks like a date and was left in the title",
                "Look at what was merged on Friday | \"Friday\" looks like a date and was left in the title",
                "Retry in 2 hours             | \"in 2 hours\" looks like a date and was left in the title",
                "Pay by Friday at 5pm         | a task is due on a day: \"at 5pm\" was left out",
                "Pay @TA @BA                  | \"TA\" is a second agent and was left in the title",
                "Pay by Monday, Friday        | \"2026-12-07\" is a second due date and was left in the title",
                "Pay, low, high               | \"high\" is one of several levels and was left in the title",
                "tomorrow                     | without other words the line is the title as it stands"
            })
    void saysWhatItCouldNotTake(String line, String note) {
        assertThat(read(line).notes()).contains(note);
    }

    @Test
    void theZoneDecidesWhichDayIsToday() {
        var auckland = new QuickAdd(Clock.fixed(Instant.parse("2026-12-01T12:00:00Z"), ZoneId.of("Pacific/Auckland")));

        var task = auckland.read("Call the vendor today", AGENTS);

        assertThat(task.due()).hasToString("2026-12-02");
        assertThat(task.values()).containsEntry(TaskField.DUE_DATE, Instant.parse("2026-12-02T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"2026-12-04, 2026-12-11", "2026-12-05, 2026-12-11", "2026-12-07, 2026-12-11"})
    void aWeekdayIsTheNextOneAfterToday(String today, String friday) {
        var then = new QuickAdd(Clock.fixed(Instant.parse(today + "T09:00:00Z"), ZoneOffset.UTC));

        assertThat(then.read("Call the vendor by Friday", AGENTS).due()).hasToString(friday);
    }

    @Test
    void aLineBreakIsABlank() {
        assertThat(read("Fix\r\n login\nby Friday").title()).isEqualTo("Fix login");
    }

    @Test
    void aBlankLineHasNoTitle() {
        assertThat(read(" \n").title()).isEmpty();
        assertThat(read(" \n").values()).isEmpty();
        assertThat(read(null).title()).isEmpty();
    }

    private QuickTask read(String line) {
        return quickAdd.read(line, AGENTS);
    }
}
