package dev.taskhub.camel;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** What stands around an answer of the API: its status and the headers that tell of a task's version and address. */
@Component
class ApiAnswers {

    /** Tells the version of the task in the body. */
    void tagged(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setHeader(HttpHeaders.ETAG, "\"" + task(message).get("version") + "\"");
    }

    /** As {@link #tagged}, of a task that was made. */
    void created(Exchange exchange) {
        tagged(exchange);
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 201);
        message.setHeader(HttpHeaders.LOCATION, "/api/tasks/" + task(message).get("alias"));
    }

    private static Map<?, ?> task(Message message) {
        return message.getBody(Map.class);
    }
}
