package dev.taskhub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Compares a hub of 50,000 tasks with AirTable, field by field, at 5 requests a second, and looks at its memory. */
public final class Reconcile {

    private static final int RECORDS = Integer.getInteger("records", 50_000);
    private static final double LIMIT = RECORDS / (5 * 100.0);
    private static final String TOKEN = "bench-token";

    private Reconcile() {}

    public static void main(String[] args) throws Exception {
        Machine.print();
        try (var hub = Base.started(RECORDS, "taskhub.security.token=" + TOKEN)) {
            long before = hub.residentMebibytes();
            String earlier = consistency(hub).at("/last/startedAt").asText();
            Instant asked = Instant.now();
            hub.sendWithToken(TOKEN, "POST", "/api/consistency/check", "");
            long most = 0;
            JsonNode report = null;
            while (report == null) {
                Thread.sleep(1_000);
                most = Math.max(most, hub.residentMebibytes());
                JsonNode answer = consistency(hub);
                report = answer.at("/last/finishedAt").isTextual()
                                && !answer.at("/last/startedAt").asText().equals(earlier)
                                && answer.path("running").isNull()
                                && !answer.path("asked").asBoolean()
                        ? answer.path("last")
                        : null;
            }
            double seconds = Duration.between(asked, Instant.now()).toMillis() / 1e3;
            System.out.printf(
                    Locale.ROOT,
                    "%d records compared in %.1f s, %.1f %% of what 5 requests a second allow; resident %d MiB before, %d MiB at"
                            + " most%n%s%n",
                    RECORDS,
                    seconds,
                    100 * LIMIT / seconds,
                    before,
                    most,
                    report);
        }
        Machine.print();
    }

    private static JsonNode consistency(HubProcess hub) throws Exception {
        return hub.sendWithToken(TOKEN, "GET", "/api/consistency", "");
    }
}
