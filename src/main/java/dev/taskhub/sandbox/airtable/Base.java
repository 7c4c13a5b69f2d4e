package dev.taskhub.sandbox.airtable;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A base with all it holds. Whoever reads or writes it holds its monitor ({@code synchronized (base)}). */
final class Base {

    private final String id;
    private final String name;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, List<Comment>> comments = new HashMap<>();
    private final Map<String, Webhook> webhooks = new LinkedHashMap<>();
    private final Map<String, TreeMap<Integer, Payload>> payloads = new HashMap<>();
    private int transactions;

    Base(String id, String name) {
        this.id = id;
        this.name = name;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    Collection<Table> tables() {
        return Collections.unmodifiableCollection(tables.values());
    }

    /** The table with this name or id, or {@code null}. */
    Table table(String nameOrId) {
        Table byId = tables.get(nameOrId);
        return byId != null
                ? byId
                : tables.values().stream()
                        .filter(table -> table.name().equals(nameOrId))
                        .findFirst()
                        .orElse(null);
    }

    void put(Table table) {
        tables.put(table.id(), table);
    }

    /** The table that holds the record, or {@code null}: AirTable looks records up in the whole base. */
    Table tableOf(String rowId) {
        return tables.values().stream()
                .filter(table -> table.row(rowId) != null)
                .findFirst()
                .orElse(null);
    }

    /** The comments of a record, oldest first. */
    List<Comment> comments(String rowId) {
        return comments.getOrDefault(rowId, List.of());
    }

    void comments(String rowId, List<Comment> all) {
        if (all.isEmpty()) {
            comments.remove(rowId);
        } else {
            comments.put(rowId, List.copyOf(all));
        }
    }

    Collection<Webhook> webhooks() {
        return List.copyOf(webhooks.values());
    }

    /** The webhook with this id, or {@code null}. */
    Webhook webhook(String webhookId) {
        return webhooks.get(webhookId);
    }

    void put(Webhook webhook) {
        webhooks.put(webhook.id(), webhook);
    }

    void removeWebhook(String webhookId) {
        webhooks.remove(webhookId);
        payloads.remove(webhookId);
    }

    /** The kept payloads of a webhook by their position, from 1. */
    TreeMap<Integer, Payload> payloads(String webhookId) {
        return payloads.computeIfAbsent(webhookId, key -> new TreeMap<>());
    }

    int nextTransaction() {
        return ++transactions;
    }

    /** Goes on counting after {@code transaction}. */
    void passed(int transaction) {
        transactions = Math.max(transactions, transaction);
    }
}
