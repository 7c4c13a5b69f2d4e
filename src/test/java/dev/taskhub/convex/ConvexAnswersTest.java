package dev.taskhub.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.remote.RemoteUnknown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the shapes that the open-source backend writes. */
class ConvexAnswersTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

    private final ConvexAnswers answers = new ConvexAnswers(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void takesTheValueOfASuccess() {
        assertThat(answers.value(answer(200, "{\"status\":\"success\",\"value\":{\"n\":1.0,\"ts\":\"17\"}}")))
                .isEqualTo(Map.of("n", 1.0, "ts", "17"));
    }

    @Test
    void takesNullForAFunctionThatReturnsNothing() {
        assertThat(answers.value(answer(200, "{\"status\":\"success\",\"value\":null,\"logLines\":[]}")))
                .isNull();
    }

    @Test
    void namesTheItemOfAVersionConflict() {
        String body =
                "{\"status\":\"error\",\"errorMessage\":\"[Request ID: 0123456789abcdef] Server Error\",\"errorData\":"
                        + "{\"code\":\"VERSION_CONFLICT\",\"current\":5.0,\"expected\":4.0,\"externalId\":\"t-1\"}}";

        ConvexRefused refused = catchThrowableOfType(ConvexRefused.class, () -> answers.value(answer(200, body)));

        assertThat(refused.type()).isEqualTo("VERSION_CONFLICT");
        assertThat(refused.isVersionConflict()).isTrue();
        assertThat(refused.externalId()).isEqualTo("t-1");
        assertThat(refused).hasMessageContaining("read it, merge, send again");
    }

    @Test
    void namesTheCursorThatIsNoLongerGood() {
        String body = "{\"status\":\"error\",\"errorMessage\":\"[Request ID: 01] Server Error\",\"errorData\":"
                + "{\"isConvexSystemError\":true,\"paginationError\":\"InvalidCursor\"}}";

        assertThat(catchThrowableOfType(ConvexRefused.class, () -> answers.value(answer(200, body)))
                        .type())
                .isEqualTo("InvalidCursor");
    }

    @Test
    void triesAgainWhenTheKitAsksForIt() {
        String body = "{\"status\":\"error\",\"errorMessage\":\"x\",\"errorData\":{\"code\":\"RETRY_LATER\"}}";

        assertThatThrownBy(() -> answers.value(answer(200, body))).isInstanceOf(RemoteUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[Request ID: 0123456789abcdef] Server Error",
                "[Request ID: 0123456789abcdef] Server Error\\nCould not find public function for 'hubSync:head'.\\n",
            })
    void waitsWhenAFunctionFailsWithoutSayingWhy(String errorMessage) {
        assertThatThrownBy(() ->
                        answers.value(answer(200, "{\"status\":\"error\",\"errorMessage\":\"" + errorMessage + "\"}")))
                .isInstanceOf(RemoteUnexplained.class)
                .hasMessageContaining("sync kit")
                .hasMessageContaining("CONVEX_DEPLOY_KEY")
                .hasMessageContaining("paused");
    }

    @Test
    void refusesArgumentsThatTheFunctionCannotTake() {
        String body =
                "{\"status\":\"error\",\"errorMessage\":\"[Request ID: 01] Server Error\\nArgumentValidationError: "
                        + "Object is missing the required field `items`.\\n\"}";

        assertThatThrownBy(() -> answers.value(answer(200, body)))
                .isInstanceOf(RemoteRefused.class)
                .hasMessageContaining("`items`");
    }

    @ParameterizedTest
    @CsvSource({
        "429,TooManyConcurrentRequests",
        "500,InternalServerError",
        "503,OptimisticConcurrencyControlFailure",
        "503,ExpiredInQueue"
    })
    void mayRepeatWhatLoadOrAFaultStopped(int status, String code) {
        assertThatThrownBy(() -> answers.value(answer(status, "{\"code\":\"" + code + "\",\"message\":\"busy\"}")))
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining(code)
                .hasMessageContaining("busy");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 502, 504})
    void mayRepeatWhatEndedWithoutABody(int status) {
        assertThatThrownBy(() -> answers.value(answer(status, ""))).isExactlyInstanceOf(RemoteUnavailable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|7",
                "Mon, 05 Jan 2026 12:00:45 GMT|45",
                "Mon, 05 Jan 2026 11:00:00 GMT|0",
                "soon|0",
                "999999|3600"
            })
    void leavesConvexAloneForAsLongAsItAsks(String header, long seconds) {
        var busy =
                new RemoteAnswer(429, Map.of("retry-after", header), "{\"code\":\"TooManyWrites\",\"message\":\"\"}");

        assertThat(catchThrowableOfType(RemoteUnavailable.class, () -> answers.value(busy))
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"302", "400", "401", "403", "404"})
    void takesARefusalWithoutACodeForSomebodyElses(int status) {
        for (String body : List.of("", "<html>not found</html>", "{\"message\":\"blocked\"}", "{\"code\":\"BadA")) {
            assertThatThrownBy(() -> answers.value(answer(status, body)))
                    .isExactlyInstanceOf(RemoteUnavailable.class)
                    .hasMessageContaining("CONVEX_URL");
        }
    }

    @Test
    void believesAnybodyThatARequestIsTooLarge() {
        assertThatThrownBy(() -> answers.value(answer(413, "<html></html>"))).isInstanceOf(RemoteRefused.class);
    }

    @ParameterizedTest
    @CsvSource({"401,BadAdminKey", "403,BadDeployKey"})
    void saysWhichSettingHoldsTheWrongKey(int status, String code) {
        RemoteRefused refused = catchThrowableOfType(
                RemoteRefused.class,
                () -> answers.value(answer(status, "{\"code\":\"" + code + "\",\"message\":\"invalid\"}")));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.type()).isEqualTo(code);
        assertThat(refused).hasMessageContaining("CONVEX_DEPLOY_KEY");
    }

    @Test
    void refusesAMalformedCall() {
        assertThatThrownBy(() -> answers.value(answer(400, "{\"code\":\"BadJsonBody\",\"message\":\"no\"}")))
                .isInstanceOf(RemoteRefused.class)
                .hasMessageContaining("BadJsonBody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"status\":\"succ", "<html>not found</html>", "{\"other\":1}"})
    void doesNotTakeAnAnswerThatIsCutOffOrForeignForASuccess(String body) {
        assertThatThrownBy(() -> answers.value(answer(200, body)))
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining("CONVEX_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a gateway\n2026-01-05 ERROR forged \u001b[2J \u0085 \u2028",
                "{\"code\":\"Busy\\n\",\"message\":\"busy\\nERROR forged\"}",
                "{\"status\":\"error\",\"errorMessage\":\"[Request ID: 01]\\nERROR forged\"}",
                "{\"status\":\"error\",\"errorData\":{\"code\":\"A\\n\",\"message\":\"b\\n\",\"externalId\":\"c\\nd\"}}"
            })
    void saysInOneLineWhateverTheAnswerHolds(String body) {
        for (int status : new int[] {200, 400, 502}) {
            assertThatThrownBy(() -> answers.value(answer(status, body)))
                    .message()
                    .doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]");
        }
    }

    @Test
    void saysThatATaskIsUnknown() {
        String body = "{\"status\":\"error\",\"errorMessage\":\"x\",\"errorData\":{\"code\":\"NOT_FOUND\"}}";

        assertThatThrownBy(() -> answers.value(answer(200, body))).isInstanceOf(RemoteUnknown.class);
    }

    private static RemoteAnswer answer(int status, String body) {
        return new RemoteAnswer(status, Map.of("content-type", "application/json"), body);
    }
}
