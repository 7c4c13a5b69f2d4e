package dev.taskhub.claude;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which calls were applied: what a call is told of later once more says nothing any more. */
@Component
public class AppliedCalls {

    private final JdbcClient client;
    private final Clock clock;

    AppliedCalls(JdbcClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Notes a call as applied, in the caller's transaction; false when it was before. Without a key all are new. */
    public boolean isNew(String callKey) {
        return callKey == null
                || client.sql("INSERT INTO applied_list (message_key, applied_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
                                .params(callKey, clock.millis())
                                .update()
                        == 1;
    }
}
