package dev.taskhub.claude;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TodoTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            quoteCharacter = '`',
            textBlock =
                    """
            Add retry tests           | 1. Add retry tests
            Add retry tests           | 2.1) add  RETRY\u00a0tests...
            Add retry tests           | - Add retry tests!
            Add retry tests           | (3) Add retry tests [T-12]
            Ａdd retry tests          | Add retry tests
            STRASSE                   | straße
            """)
    void takesWordingsForTheSame(String one, String other) {
        assertThat(TodoText.normalised(other)).isEqualTo(TodoText.normalised(one));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            3 tests to mend | 4 tests to mend
            Learn C++       | Learn C
            Learn C#        | Learn C
            ...             | !!!
            1.              | 2.
            """)
    void keepsWordingsApart(String one, String other) {
        assertThat(TodoText.normalised(other)).isNotEqualTo(TodoText.normalised(one));
    }

    @Property
    void neverNormalisesTextToNothing(@ForAll String text) {
        assertThat(TodoText.normalised(text).isEmpty()).isEqualTo(text.isEmpty());
    }

    @Test
    void readsTheOneAliasOfAText() {
        assertThat(TodoText.alias("Add tests [T-12]")).contains("T-12");
        assertThat(TodoText.alias("[t-12] add tests, see [T-12]")).contains("T-12");
        assertThat(TodoText.alias("Merge [T-1] into [T-2]")).isEmpty();
        assertThat(TodoText.alias("See T-12 and [X-1]")).isEmpty();
        assertThat(TodoText.withoutTag("Add tests [T-12] for retries")).isEqualTo("Add tests for retries");
    }
}
