package dev.taskhub.camel;

import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteAuthorization;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.task.JsonColumn;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The hub's side of one remote: turns a {@link RemoteCall} into the only headers the HTTP component gets to see, and its
 * answer into a {@link RemoteAnswer}. The address comes from the kamelet alone.
 */
final class RemoteDoor {

    private final RemoteAuthorization authorization;
    private final Predicate<RemoteCall> allowed;

    /**
     * @param authorization what opens the remote
     * @param allowed the calls that may go out
     */
    RemoteDoor(RemoteAuthorization authorization, Predicate<RemoteCall> allowed) {
        this.authorization = authorization;
        this.allowed = allowed;
    }

    /**
     * Replaces every header of the message by the call's own.
     *
     * @throws IllegalStateException for a call that may not go out
     */
    void open(Exchange exchange) {
        Message message = exchange.getMessage();
        RemoteCall call = message.getBody(RemoteCall.class);
        message.removeHeaders("*");
        if (!allowed.test(call)) {
            throw new IllegalStateException(call.method() + " " + call.path() + " would write, and this is a dry run");
        }
        message.setHeader(Exchange.HTTP_METHOD, call.method());
        message.setHeader(Exchange.HTTP_PATH, call.path());
        if (!call.query().isEmpty()) {
            message.setHeader(Exchange.HTTP_RAW_QUERY, call.query());
        }
        message.setHeader("Accept", "application/json");
        String opening = authorization.header();
        if (opening != null) {
            message.setHeader("Authorization", opening);
        }
        if (call.body() != null) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
        message.setBody(JsonColumn.write(call.body()));
    }

    /**
     * Says that no answer came, or not all of it. The failure is told in words and not as the cause: policies match causes
     * too, and a connection is lost to the database as well as to a remote.
     */
    void unreachable(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        throw new RemoteUnavailable(
                "no answer came: " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    /**
     * Leaves nothing of the answer but its status, headers and text.
     *
     * @throws RemoteUnavailable when the remote refused what should open it, and the next call has another
     */
    void close(Exchange exchange) {
        Message message = exchange.getMessage();
        var headers = new TreeMap<String, String>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel")) {
                headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value));
            }
        });
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status != 401) {
            authorization.accepted();
        } else if (authorization.refused()) {
            throw new RemoteUnavailable("the token was refused before its time; another one is asked for");
        }
        String body = message.getBody(String.class);
        message.removeHeaders("*");
        message.setBody(new RemoteAnswer(status, headers, body == null ? "" : body));
    }
}
