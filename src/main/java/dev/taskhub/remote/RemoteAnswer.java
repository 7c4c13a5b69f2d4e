package dev.taskhub.remote;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * What a remote answered, whatever its status.
 *
 * @param status the HTTP status code
 * @param headers by lower-case name, first value each
 * @param body the raw text, possibly empty, possibly not JSON
 */
public record RemoteAnswer(int status, Map<String, String> headers, String body) {

    /**
     * Where an answer's JSON object says when it was asked for, as an {@code Instant} of the hub's clock. Not a name that a
     * remote gives to anything.
     */
    public static final String ASKED_AT = "taskhub:askedAt";

    // A longer wish is more likely a broken clock than a wish; the next answer may repeat it.
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * How long the remote wants to be left alone, at most an hour: Retry-After as seconds or as an HTTP date. Empty when it
     * does not say, or nothing that can be meant.
     */
    public Optional<Duration> retryAfter(Instant now) {
        String said = headers.getOrDefault("retry-after", "").trim();
        if (said.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration wait = said.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(said))
                    : Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(said)));
            return wait.isNegative()
                    ? Optional.empty()
                    : Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        } catch (NumberFormatException | DateTimeException notUnderstood) {
            return Optional.empty();
        }
    }
}
