package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnknown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AirtableAnswersTest {

    private static final String RATE_LIMIT =
            "{\"errors\":[{\"error\":\"RATE_LIMIT_REACHED\",\"message\":\"Rate limit exceeded. Please try again later\"}]}";

    private final RequestBudget budget = new RequestBudget(5, RequestBudget.Ticker.SYSTEM, Wire.CLOCK);
    private final AirtableColumns columns = new AirtableColumns(
            Mappings.read(Path.of("config")),
            new AirtableTable("Tasks", "taskhub_id", "Last Modified", List.of()),
            mock(),
            mock());
    private final AirtableQuota quota = new AirtableQuota(Wire.CLOCK);
    private final AirtableAnswers answers =
            new AirtableAnswers(new ObjectMapper(), Wire.CLOCK, Wire.SETTINGS, budget, quota, columns);

    @ParameterizedTest
    @CsvSource({"403,INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", "404,NOT_FOUND", "404,MODEL_ID_NOT_FOUND"})
    void saysThatARecordIsUnknown(int status, String type) {
        String body = "{\"error\":{\"type\":\"" + type + "\"}}";

        assertThatThrownBy(() -> answers.read(answer(status, body))).isInstanceOf(RemoteUnknown.class);
    }

    @Test
    void doesNotTakeAMissingRightForAMissingRecord() {
        String body = "{\"error\":{\"type\":\"INVALID_PERMISSIONS\",\"message\":\"no\"}}";

        assertThatThrownBy(() -> answers.read(answer(403, body)))
                .isInstanceOf(RemoteRefused.class)
                .isNotInstanceOf(RemoteUnknown.class);
    }

    @Test
    void readsTheObjectOfASuccess() {
        assertThat(answers.read(answer(200, "{\"records\":[],\"offset\":\"itr1\"}")))
                .containsEntry("offset", "itr1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "{}"})
    void takesAnEmptySuccessForAnEmptyObject(String body) {
        assertThat(answers.read(answer(200, body))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"records\":[{\"id\":\"rec", "<html>Sign in to the guest network</html>", "[]", "null"})
    void takesASuccessWithoutAnObjectForUnknownOutcome(String body) {
        assertThatThrownBy(() -> answers.read(answer(200, body))).isInstanceOf(RemoteUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"type\":\"INVALID_VALUE_FOR_COLUMN\",\"message\":\"Field \\\"Nope\\\" cannot accept the value\"}}",
                "{\"errors\":[{\"error\":\"INVALID_VALUE_FOR_COLUMN\",\"message\":\"Field \\\"Nope\\\" cannot accept the value\"}]}"
            })
    void saysWhatToDoAboutARefusalInBothLongForms(String body) {
        var refusal = catchThrowableOfType(RemoteRefused.class, () -> answers.read(answer(422, body)));

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.type()).isEqualTo("INVALID_VALUE_FOR_COLUMN");
        assertThat(refusal).hasMessageContaining("Field \"Nope\"").hasMessageContaining("mapping");
    }

    @Test
    void hasTheColumnsReadAnewWhenOneHasGone() {
        columns.limit(new TableSchema(
                "tblTasks",
                "Tasks",
                Stream.of("taskhub_id", "Last Modified", "name", "status", "assigned_to")
                        .map(name -> new TableSchema.Column("fld" + name, name, "singleLineText", Map.of()))
                        .toList()));
        assertThat(columns.areKnown()).isTrue();
        String body = "{\"error\":{\"type\":\"UNKNOWN_FIELD_NAME\",\"message\":\"Unknown field name: \\\"name\\\"\"}}";

        assertThatThrownBy(() -> answers.read(answer(422, body)))
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining("\"name\"");

        assertThat(columns.areKnown()).isFalse();
    }

    @Test
    void readsTheShortFormOfAnError() {
        var refusal =
                catchThrowableOfType(RemoteRefused.class, () -> answers.read(answer(404, "{\"error\":\"NOT_FOUND\"}")));

        assertThat(refusal.type()).isEqualTo("NOT_FOUND");
        assertThat(refusal).hasMessageContaining("table's name");
    }

    @ParameterizedTest
    @CsvSource({"401,AIRTABLE_API_KEY", "403,data.records:write", "404,base id", "302,redirects", "422,mapping"})
    void takesARefusalWithoutAReasonForSomebodyElsesAndGivesAHint(int status, String hint) {
        for (String body :
                List.of("<html></html>", "", "{}", "{\"message\":\"blocked\"}", "{\"error\":{\"type\":\"INV")) {
            assertThatThrownBy(() -> answers.read(answer(status, body)))
                    .isInstanceOf(RemoteUnavailable.class)
                    .hasMessageContaining(hint);
        }
    }

    @Test
    void believesAnybodyThatARequestIsTooLarge() {
        assertThatThrownBy(() -> answers.read(answer(413, "<html></html>")))
                .isInstanceOf(RemoteRefused.class)
                .hasMessageContaining("too large");
    }

    @Test
    void leavesTheBaseAloneForThirtySecondsAfterTooManyCalls() {
        assertThat(retryAfter(answer(429, RATE_LIMIT))).isEqualTo(Duration.ofSeconds(30));
        assertThat(retryAfter(answer(429, "{\"error\":{\"type\":\"RATE_LIMIT_REACHED\"}}")))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(retryAfter(answer(429, "<html>"))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void makesAllCallersWaitWhenAirtableAsksToBeLeftAlone() {
        retryAfter(answer(503, ""));
        assertThat(budget.status().pausedUntil()).isNull();

        retryAfter(answer(429, RATE_LIMIT));
        assertThat(budget.status().pausedUntil()).isAfter(Wire.NOW).isBeforeOrEqualTo(Wire.NOW.plusSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429|7|7",
                "503|12|12",
                "503|Mon, 05 Jan 2026 12:00:45 GMT|45",
                "429|Mon, 05 Jan 2026 11:00:00 GMT|30",
                "429|soon|30",
                "503|99999999999999999999|0",
                "503|999999|3600"
            })
    void waitsAsLongAsAirtableAsksFor(int status, String header, long seconds) {
        var answer = new RemoteAnswer(status, Map.of("retry-after", header), "");

        assertThat(retryAfter(answer)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 522})
    void takesFailuresOfTheServerForPassing(int status) {
        assertThat(retryAfter(answer(status, "<html>Bad gateway</html>"))).isZero();
    }

    @Test
    void tellsAUsedUpMonthFromTooManyCalls() {
        var body = "{\"errors\":[{\"error\":\"PUBLIC_API_BILLING_LIMIT_EXCEEDED\",\"message\":\"limit\"}]}";

        assertThatThrownBy(() -> answers.read(answer(429, body)))
                .isInstanceOf(AirtableQuotaSpent.class)
                .hasMessageContaining("month");
        assertThat(quota.spentSince()).isPresent();
        assertThat(budget.isPaused()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"type\":\"LIST_RECORDS_ITERATOR_NOT_AVAILABLE\"}}",
                "{\"error\":{\"type\":\"INVALID_OFFSET_VALUE\",\"message\":\"The value of offset itrX is invalid\"}}"
            })
    void tellsAForgottenListingFromABadRequest(String body) {
        assertThatThrownBy(() -> answers.read(answer(422, body))).isInstanceOf(ListingExpired.class);
    }

    @Property
    void neverFailsOtherwiseWhateverComes(@ForAll @IntRange(min = 100, max = 599) int status, @ForAll String body) {
        try {
            assertThat(answers.read(answer(status, body))).isNotNull();
        } catch (RemoteRefused refusal) {
            assertThat(refusal.type()).isNotNull();
            assertThat(refusal.status()).isEqualTo(status);
        } catch (RemoteUnavailable away) {
            assertThat(away.retryAfter()).isGreaterThanOrEqualTo(Duration.ZERO);
        }
    }

    private Duration retryAfter(RemoteAnswer answer) {
        return catchThrowableOfType(RemoteUnavailable.class, () -> answers.read(answer))
                .retryAfter();
    }

    private static RemoteAnswer answer(int status, String body) {
        return new RemoteAnswer(status, Map.of(), body);
    }
}
