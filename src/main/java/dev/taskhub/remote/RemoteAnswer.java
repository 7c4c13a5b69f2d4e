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

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
