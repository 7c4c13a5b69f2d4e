package dev.taskhub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTextTest {

    /** A pipe that no backslash guards, as GitHub splits the cells of a row. */
    private static final Pattern CELL_BORDER = Pattern.compile("\\\\.|(\\|)");

    private final MarkdownText markdown = new MarkdownText();

    @Property(tries = 5000)
    void anyTextFillsExactlyOneCellOfOneLine(@ForAll("titles") String title) {
        String row = "| T-1 | " + markdown.escape(title) + " | open |";

        assertThat(row).doesNotContainPattern("[\\p{Cc}\\u2028\\u2029\\u0085]");
        assertThat(CELL_BORDER
                        .matcher(row)
                        .results()
                        .filter(m -> m.group(1) != null)
                        .count())
                .isEqualTo(4);
    }

    @Property(tries = 5000)
    void readBackAsMarkdownTheTextIsItself(@ForAll("titles") String title) {
        String escaped = markdown.escape(title);
        String read = escaped.replaceAll("\\\\([!-/:-@\\[-`{-~])", "$1")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");

        assertThat(read).isEqualTo(MarkdownText.oneLine(title));
    }

    @Property(tries = 5000)
    void nothingIsLeftThatMarkdownActsOn(@ForAll("titles") String title) {
        String inactive = markdown.escape(title).replaceAll("\\\\[!-/:-@\\[-`{-~]", "x");

        assertThat(inactive)
                .doesNotContainPattern(
                        "[\\\\`*_\\[\\]|~$<>]|^[#+=-]|^\\d{1,9}[.)]( |$)|://|(?i)www\\.|&(?!lt;|gt;|amp;)");
    }

    @Provide
    Arbitrary<String> titles() {
        Arbitrary<String> hostile = Arbitraries.of(
                        "|",
                        "\\",
                        "\\|",
                        "`",
                        "\n",
                        "\r\n",
                        "\t",
                        "<b>",
                        "&lt;",
                        "*",
                        "_",
                        "[",
                        "](x)",
                        "#",
                        "1.",
                        " ",
                        "$",
                        "~~",
                        "https://a_b",
                        "www.",
                        "\u2028",
                        "\u0000",
                        "\u202E",
                        "a",
                        "🙂",
                        "-->",
                        "\uD800")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(hostile, Arbitraries.strings().all().ofMaxLength(40));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "plain text § plain text",
                "# heading § \\# heading",
                "C# and F# § C# and F#",
                "- item § \\- item",
                "built-in § built-in",
                "1. first § 1\\. first",
                "1.5 hours § 1.5 hours",
                "AT&T <3 § AT&amp;T &lt;3",
                "https://a.b/c_d § https\\://a.b/c\\_d",
                "WWW.a.b § WWW\\.a.b",
                "12:30 § 12:30"
            })
    void escapesNoMoreThanItMust(String text, String escaped) {
        assertThat(markdown.escape(text)).isEqualTo(escaped);
    }

    @Test
    void whiteSpaceOfAnyKindIsOneSpace() {
        assertThat(markdown.escape(" \r\n a\n\n\tb\u2028c\u0000d\u00A0 \n")).isEqualTo("a b c d");
    }

    @Test
    void keepsJoinedEmojiAndDropsWhatTurnsTheLine() {
        assertThat(markdown.escape("👩‍💻 a\u202Eb\u2066c")).isEqualTo("👩‍💻 abc");
    }
}
