package dev.taskhub.camel;

import dev.taskhub.remote.RemoteAnswer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * Notes in a remote's answer when it was asked for. An answer may show what was deleted while it was on its way, and
 * AirTable's versions do not tell.
 */
@Component("askedAt")
class AskedAt {

    private final Clock clock;

    AskedAt(Clock clock) {
        this.clock = clock;
    }

    /** The call goes out now. */
    void begin(Exchange exchange) {
        exchange.setProperty(RemoteAnswer.ASKED_AT, clock.instant());
    }

    /** Adds the time to the answer. */
    void note(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<?, ?> bare = message.getBody(Map.class);
        var answer = new LinkedHashMap<Object, Object>(bare);
        answer.put(RemoteAnswer.ASKED_AT, exchange.getProperty(RemoteAnswer.ASKED_AT));
        message.setBody(answer);
    }
}
