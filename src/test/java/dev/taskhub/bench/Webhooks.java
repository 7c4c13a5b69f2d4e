package dev.taskhub.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signed messages in the plain form at AirTable's door from 16 connections, and forged ones. Every body is unique but
 * for one in a hundred, which repeats an earlier one. The hub's other work, the kept messages first of all, goes on
 * meanwhile.
 */
public final class Webhooks {

    private static final String SECRET = "benchmark";
    private static final int CONNECTIONS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int MOST_A_SECOND = 20_000;
    private static final String ROWS = "SELECT COUNT(*) FROM inbox WHERE source = 'airtable-task'";

    private static final String DONE = "SELECT value FROM position WHERE reader = 'work-off-inbox'";

    private final HubProcess hub;
    private final List<String> records = new ArrayList<>();
    private int bodies;

    private Webhooks(HubProcess hub) throws Exception {
        this.hub = hub;
        hub.airtableTasks().forEach(task -> records.add(task.path("id").asText()));
    }

    public static void main(String[] args) throws Exception {
        try (HubProcess hub = HubProcess.start("taskhub.airtable.webhook-secret=" + SECRET)) {
            var bench = new Webhooks(hub);
            Machine.print();
            Load.run(hub.port(), CONNECTIONS, bench.requests(WARM_UP, true), WARM_UP);
            Load.run(hub.port(), CONNECTIONS, bench.requests(ROUND, false), ROUND);
            for (int round = 1; round <= ROUNDS; round++) {
                bench.drain();
                bench.signed();
            }
            bench.drain();
            for (int round = 1; round <= ROUNDS; round++) {
                bench.forged();
            }
            Machine.print();
        }
    }

    private void signed() throws Exception {
        var requests = requests(ROUND, true);
        int every = 100;
        for (int i = every; i < requests.size(); i += every) {
            requests.set(i, requests.get(i - 1));
        }
        long before = hub.countInbox(ROWS);
        Duration used = hub.processorTime();
        var result = Load.run(hub.port(), CONNECTIONS, requests, ROUND);
        used = hub.processorTime().minus(used);
        long added = hub.countInbox(ROWS) - before;
        int expected = result.count() - (result.count() - 1) / every;
        System.out.printf(
                "signed: %s; %,d rows for %,d different bodies; %s%n", result, added, expected, each(used, result));
    }

    private void forged() throws Exception {
        long before = hub.countInbox(ROWS);
        var requests = requests(ROUND, false);
        Duration used = hub.processorTime();
        var result = Load.run(hub.port(), CONNECTIONS, requests, ROUND);
        used = hub.processorTime().minus(used);
        System.out.printf("forged: %s; %,d rows; %s%n", result, hub.countInbox(ROWS) - before, each(used, result));
    }

    /** The hub's share, which tells more than the rate while others use the machine too. */
    private static String each(Duration used, Load.Result result) {
        return used.toNanos() / 1000 / result.count() + " us of the hub's processor time each";
    }

    private void drain() throws Exception {
        long waiting = waiting();
        Duration took = HubProcess.await("the inbox to be worked off", Duration.ofMinutes(5), () -> waiting() == 0);
        System.out.printf("%,d messages left are worked off in %.1f s%n", waiting, took.toMillis() / 1e3);
    }

    private long waiting() throws Exception {
        return hub.countInbox(ROWS + " AND id > " + hub.count(DONE));
    }

    private List<byte[]> requests(Duration time, boolean signed) throws Exception {
        int count = (int) (time.toSeconds() * MOST_A_SECOND);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec((signed ? SECRET : "another").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var requests = new ArrayList<byte[]>(count);
        for (int i = 0; i < count; i++) {
            int number = bodies++;
            String body = "{\"type\":\"task.updated\",\"task\":{\"id\":\"" + records.get(number % records.size())
                    + "\",\"status\":\"In Progress\",\"priority_score\":" + number % 97
                    + ",\"execution_notes\":\"Message " + number
                    + ": half of the suite passes, the rest waits for the new fixtures\"}}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            requests.add(("POST /webhook/airtable HTTP/1.1\r\nHost: 127.0.0.1:" + hub.port()
                            + "\r\nContent-Type: application/json\r\nX-Airtable-Signature: sha256="
                            + HexFormat.of().formatHex(mac.doFinal(bytes)) + "\r\nContent-Length: " + bytes.length
                            + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8));
        }
        return requests;
    }
}
