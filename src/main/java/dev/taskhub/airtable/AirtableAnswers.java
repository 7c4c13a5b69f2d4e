package dev.taskhub.airtable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnknown;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells what an answer of AirTable means; when it asks to be left alone, all callers wait. */
@Component("airtableAnswers")
public final class AirtableAnswers {

    private static final String UNKNOWN_COLUMN = "UNKNOWN_FIELD_NAME";
    private static final int TOO_LARGE = 413;
    private static final Set<Integer> UNKNOWN = Set.of(403, 404);
    private static final Set<Integer> TRANSIENT = Set.of(408, 409, 425);
    private static final Set<String> EXPIRED = Set.of("LIST_RECORDS_ITERATOR_NOT_AVAILABLE", "INVALID_OFFSET_VALUE");

    private final ObjectMapper json;
    private final Clock clock;
    private final Duration penalty;
    private final RequestBudget budget;
    private final AirtableQuota quota;
    private final AirtableColumns columns;

    AirtableAnswers(
            ObjectMapper json,
            Clock clock,
            AirtableSettings settings,
            RequestBudget budget,
            AirtableQuota quota,
            AirtableColumns columns) {
        this.json = json;
        this.clock = clock;
        this.penalty = settings.penalty();
        this.budget = budget;
        this.quota = quota;
        this.columns = columns;
    }

    /**
     * The JSON object that {@code answer} brings; an empty body of a success is an empty object. Read before the call is
     * released, an answer that asks for a pause lets no other call out in between.
     *
     * @throws RemoteUnavailable when AirTable cannot serve now, with the time it wants to be left alone, or when the answer
     *     is not AirTable's, or not whole: a success without a JSON object, a refusal without a reason
     * @throws ColumnsChanged when a column has gone or has another name
     * @throws AirtableQuotaSpent when the month's calls are used up
     * @throws ListingExpired when a listing cannot go on from its offset
     * @throws RemoteClosed when the token is not valid
     * @throws RemoteUnknown for a base, table or record that is not there, or not for this token
     * @throws RemoteRefused for every other error; the message says what to do
     */
    public Map<String, Object> read(RemoteAnswer answer) {
        if (answer.isSuccess()) {
            return parsed(answer)
                    .orElseThrow(() -> new RemoteUnavailable(
                            "AirTable answered " + answer.status() + " with something that is not a JSON object"));
        }
        var error = AirtableError.of(parsed(answer).orElse(Map.of()));
        int status = answer.status();
        if (error.type().equals(AirtableQuotaSpent.TYPE)) {
            quota.spent();
            throw new AirtableQuotaSpent();
        }
        if (status == 429 || status >= 500 || TRANSIENT.contains(status)) {
            Duration wait = answer.retryAfter(clock.instant()).orElse(status == 429 ? penalty : Duration.ZERO);
            budget.pause(wait);
            throw new RemoteUnavailable(
                    "AirTable cannot serve now: " + status + " " + error.type() + " " + error.message(), wait);
        }
        if (error.type().isEmpty() && status != TOO_LARGE) {
            // AirTable names every error. A proxy's 404 must not pass for a deleted record, nor its 403 for a missing
            // right.
            throw new RemoteUnavailable("somebody between here and AirTable answered: " + error.explained(status));
        }
        if (EXPIRED.contains(error.type())) {
            throw new ListingExpired(error.type(), "AirTable has forgotten where the listing was; it is begun again");
        }
        if (error.type().equals(UNKNOWN_COLUMN)) {
            columns.forget();
            throw new ColumnsChanged(error.explained(status) + "; the table's columns are read anew first");
        }
        if (status == 401) {
            throw new RemoteClosed(status, error.type(), error.explained(status));
        }
        // INVALID_PERMISSIONS alone means that the record is there and the token may not touch it.
        throw UNKNOWN.contains(status) && !error.type().equals("INVALID_PERMISSIONS")
                ? new RemoteUnknown(status, error.type(), error.explained(status))
                : new RemoteRefused(status, error.type(), error.explained(status));
    }

    private Optional<Map<String, Object>> parsed(RemoteAnswer answer) {
        if (answer.body() == null || answer.body().isBlank()) {
            return Optional.of(Map.of());
        }
        try {
            return Optional.ofNullable(json.readValue(answer.body(), new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException notAnObject) {
            return Optional.empty();
        }
    }
}
