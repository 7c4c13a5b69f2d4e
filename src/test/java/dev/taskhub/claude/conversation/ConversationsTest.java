package dev.taskhub.claude.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped rules make of a turn. */
class ConversationsTest {

    private final Conversations conversations =
            new Conversations(ConversationRulesFile.read(Path.of("config/conversations.yaml")));

    @Test
    void saysWhatIsToBeDoneAndWhy() {
        assertThat(conversations.find(
                        new Turn("", "It works. We still need to deploy it to staging before the launch.")))
                .containsExactly(new FoundTask(
                        "Deploy it to staging before the launch",
                        "said to be still needed",
                        Speaker.ANSWER,
                        "high",
                        "deployment",
                        0.9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "TODO: write tests for the parser        # medium # testing",
                "TODO: document the flag in the README   # medium # documentation",
                "TODO: fix the crash, it is urgent       # urgent # bug",
                "TODO: nice to have, an alert for disks  # low    # monitoring",
                "TODO: add a field for the second name   # medium # implementation"
            })
    void guessesPriorityAndCategory(String text, String priority, String category) {
        assertThat(conversations.find(new Turn(text, "")))
                .extracting(FoundTask::priority, FoundTask::category)
                .containsExactly(tuple(priority, category));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```\nTODO: add an index\n```",
                "~~~~\n```\nTODO: add an index\n~~~\n~~~~",
                "```java\nTODO: add an index",
                "Look:\n\n    TODO: add an index",
                "`TODO: add an index`",
                "> TODO: add an index",
                "| TODO: add an index |",
                "<system-reminder>TODO: add an index</system-reminder>",
                "<system-reminder>TODO: add an index",
                "<command-args>TODO: add an index</command-args>",
                "<bash-stdout>\nTODO: add an index\n</bash-stdout>",
                "<task-notification id=\"1\">TODO: add an index</task-notification>",
                "/task TODO: add an index",
                "! echo TODO: add an index",
                "This session is being continued from a previous conversation that ran out.\nTODO: add an index",
                "src/A.java:12: TODO: add an index",
                "// TODO: add an index",
                "$ echo TODO: add an index",
                "He wrote \"TODO: add an index\" there",
                "TODO: `index()`",
                "TODO: it"
            })
    void nothingCountsThatNobodySaid(String text) {
        assertThat(conversations.find(new Turn(text, ""))).isEmpty();
        assertThat(titles("", text)).isEmpty();
    }

    @Test
    void whatStandsAroundAnExcludedElementCounts() {
        var text =
                "TODO: add an index\n<system-reminder>TODO: a b</system-reminder>\n```\nTODO: c d\n```\nTODO: drop the view";

        assertThat(titles(text, "")).containsExactly("Add an index", "Drop the view");
    }

    @Test
    void whatIsAskedForAndDoneIsNoTask() {
        var request = "We still need to validate the VAT number in the checkout form.";

        assertThat(titles(request, "")).hasSize(1);
        assertThat(titles(request, "I looked at the cache.")).hasSize(1);
        assertThat(titles(request, "I added validation of the VAT number to the checkout form."))
                .isEmpty();
        assertThat(titles(request, "The VAT number in the checkout form is not validated yet."))
                .hasSize(1);
        assertThat(titles(request, "Done. It runs.")).isEmpty();
        assertThat(titles("Let's do the Windows build later.", "Done.")).hasSize(1);
    }

    @Test
    void aLeftoverLikeWhatWasDoneStaysOne() {
        assertThat(
                        titles(
                                "",
                                "I added rate limiting to the login page. We still need to add rate limiting to the signup page."))
                .containsExactly("Add rate limiting to the signup page");
    }

    @Test
    void sameWorkNamedTwiceIsFoundOnce() {
        assertThat(titles("TODO: sign the Windows installer", "We still need to sign the Windows installer!"))
                .hasSize(1);
    }

    @Test
    void worksThatDifferInANumberOrAShortWordAreTwo() {
        assertThat(titles("TODO: drop column a\n\nTODO: drop column b", "TODO: port step 1\n\nTODO: port step 2"))
                .containsExactly("Drop column a", "Drop column b", "Port step 1", "Port step 2");
    }

    @Test
    void itemsBelowAHeadingAreTasksUntilTheNextHeading() {
        var answer =
                """
                **Next steps:**
                - Wire the probe into Kubernetes
                  - only in staging
                - [x] Name the probe
                - Alert when it fails.
                  It may fail at night.

                ### Done
                - The probe
                """;

        assertThat(titles("", answer)).containsExactly("Wire the probe into Kubernetes", "Alert when it fails");
    }

    @Test
    void masksSecretsInTitles() {
        var secret = "sk-" + "ant-api03-AbCd1234EfGh5678";

        assertThat(titles("TODO: rotate the key " + secret, "")).containsExactly("Rotate the key [secret]");
    }

    @Test
    void cutsALongTitleAtAWord() {
        String title = titles("TODO: check " + "the words ".repeat(30), "").get(0);

        assertThat(title).hasSizeBetween(190, 200).endsWith(" the…");
    }

    @Test
    void readsTheFirstPartOfALongText() {
        String far = " ".repeat(Conversations.LONGEST_TEXT);

        assertThat(titles("TODO: add an index" + far + "\nTODO: drop the view", ""))
                .containsExactly("Add an index");
    }

    @Test
    void stopsAtAListOfAHundred() {
        var text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("TODO: port ").append(i).append('\n').append('\n');
        }

        assertThat(titles(text.toString(), "")).hasSize(100).contains("Port 99");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<system-reminder>",
                "`",
                "\"",
                "'a ",
                "- ",
                "    ",
                "# ",
                "a:",
                "https://a:",
                "password",
                "still need ",
                "we need to we leave ",
                "let's skip ",
                "a.",
                "*",
                "**",
                "eyJ",
                "-----BEGIN PRIVATE KEY-----",
                "bearer ",
                "\n\n- [ ] a b"
            })
    void aLongTextTakesNoTime(String piece) {
        String text = piece.repeat(50_000 / piece.length());

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> conversations.find(new Turn(text, text)));
    }

    @Property(tries = 500)
    void takesEveryTextAndGivesOneLineForEachTask(@ForAll("texts") String prompt, @ForAll("texts") String answer) {
        assertThat(conversations.find(new Turn(prompt, answer)))
                .allSatisfy(task -> assertThat(task.title()).isNotBlank().doesNotContain("\n", "\r"));
    }

    private List<String> titles(String prompt, String answer) {
        return conversations.find(new Turn(prompt, answer)).stream()
                .map(FoundTask::title)
                .toList();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "TODO:",
                                "we",
                                "still",
                                "need to",
                                "later",
                                "\n",
                                "\n\n",
                                "- ",
                                "## Next steps\n",
                                "`",
                                "\"",
                                "```\n",
                                "<system-reminder>",
                                "</system-reminder>",
                                "the index",
                                "Done.",
                                "?",
                                ":",
                                "[x]",
                                "**",
                                "    "),
                        Arbitraries.strings().ofMaxLength(5))
                .list()
                .ofMaxSize(25)
                .map(pieces -> String.join(" ", pieces));
    }
}
