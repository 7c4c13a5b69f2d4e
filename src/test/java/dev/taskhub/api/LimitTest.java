package dev.taskhub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    @Test
    void isAHundredUnlessGiven() {
        assertThat(Limit.of(null)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void takesWhatIsWithinBounds(int number) {
        assertThat(Limit.of(String.valueOf(number))).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "", "ten", "1.5", " 5", "99999999999", "1,2"})
    void refusesEverythingElseAndSaysWhatToGive(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.of(text))
                .withMessage("limit is \"" + text + "\": give a whole number from 1 to 1000");
    }
}
