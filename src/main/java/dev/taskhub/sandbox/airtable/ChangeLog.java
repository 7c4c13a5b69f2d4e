package dev.taskhub.sandbox.airtable;

import dev.taskhub.sandbox.airtable.formula.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes each change as a payload into the log of every webhook that watches it, and has the webhook pinged. */
final class ChangeLog {

    /** How long a payload is kept. */
    static final Duration KEPT = Duration.ofDays(7);

    private final Conditions conditions;
    private final Keeper keeper;
    private final Pinger pinger;

    ChangeLog(Conditions conditions, Keeper keeper, Pinger pinger) {
        this.conditions = conditions;
        this.keeper = keeper;
        this.pinger = pinger;
    }

    /** Logs the changes of one request, made through the API. */
    void record(Base base, List<Transaction.Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<Table, List<Transaction.Change>> byTable = changes.stream()
                .collect(Collectors.groupingBy(Transaction.Change::table, LinkedHashMap::new, Collectors.toList()));
        log(base, watch -> {
            var tables = new LinkedHashMap<String, Object>();
            byTable.forEach((table, its) -> tables.put(table.id(), watch.changes(base, table, its)));
            tables.values().removeIf(part -> ((Map<?, ?>) part).isEmpty());
            return tables.isEmpty() ? Map.of() : Map.of("changedTablesById", tables);
        });
    }

    /**
     * Logs a change of the schema.
     *
     * @param dataType {@code tableFields} or {@code tableMetadata}
     * @param key the payload's key, {@code changedTablesById} or {@code createdTablesById}
     */
    void recordSchema(Base base, String dataType, String key, String tableId, Map<String, Object> part) {
        log(
                base,
                watch -> watch.dataTypes().contains(dataType)
                                && (watch.table() == null || watch.table().equals(tableId))
                        ? Map.of(key, Map.of(tableId, part))
                        : Map.of());
    }

    private void log(Base base, Function<Watch, Map<String, Object>> content) {
        Instant now = conditions.now();
        int transaction = base.nextTransaction();
        for (Webhook webhook : base.webhooks()) {
            if (!webhook.isActive(now)) {
                continue;
            }
            var shown = content.apply(Watch.of(webhook.specification(), base));
            if (!shown.isEmpty()) {
                append(base, webhook, new Payload(now, transaction, json(now, transaction, shown)));
                pinger.wake(base, webhook.id());
            }
        }
    }

    private void append(Base base, Webhook webhook, Payload payload) {
        base.payloads(webhook.id()).put(webhook.nextPayload(), payload);
        keeper.keepPayload(base, webhook.id(), webhook.nextPayload(), payload);
        Webhook moved = webhook.withNextPayload(webhook.nextPayload() + 1);
        base.put(moved);
        keeper.keep(base, moved);
    }

    private static Map<String, Object> json(Instant now, int transaction, Map<String, Object> content) {
        var json = new LinkedHashMap<String, Object>();
        json.put("timestamp", Values.wire(now));
        json.put("baseTransactionNumber", transaction);
        json.put("payloadFormat", "v0");
        json.put(
                "actionMetadata",
                Json.of("source", "publicApi", "sourceMetadata", Map.of("user", User.SANDBOX.inPayloads())));
        json.putAll(content);
        return json;
    }
}
