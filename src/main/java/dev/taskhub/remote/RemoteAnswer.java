package dev.taskhub.remote;

import java.util.Map;

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

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
