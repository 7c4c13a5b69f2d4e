package dev.taskhub.sync;

import dev.taskhub.mapping.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A remote as a map of items, in its own terms: what its users do, and what it answers the hub. */
abstract class SimulatedRemote {

    /** An item there; one that was deleted may stay as a tombstone. */
    static final class Item {
        final String id;
        final Map<String, Object> columns = new LinkedHashMap<>();
        long version;
        boolean deleted;

        Item(String id) {
            this.id = id;
        }
    }

    final String system;
    final String container;
    final Mapping mapping;
    final Map<String, Item> items = new TreeMap<>();

    /** News of edits on their way to the hub, in the order they were made. */
    final List<ItemChange> news = new ArrayList<>();

    int writes;
    private int born;

    SimulatedRemote(String system, String container, Mapping mapping) {
        this.system = system;
        this.container = container;
        this.mapping = mapping;
    }

    abstract ItemChange show(Item item);

    abstract void touch(Item item);

    /** What the remote makes of a value before it stores it. */
    Object coerced(String column, Object value) {
        return value;
    }

    List<Item> live() {
        return items.values().stream().filter(item -> !item.deleted).toList();
    }

    List<Item> gone() {
        return items.values().stream().filter(item -> item.deleted).toList();
    }

    Item create(Map<String, Object> columns) {
        var item = new Item(system + "-" + ++born);
        item.columns.putAll(columns);
        items.put(item.id, item);
        touch(item);
        news.add(show(item));
        return item;
    }

    void edit(Item item, String column, Object value) {
        set(item, column, value);
        touch(item);
        news.add(show(item));
    }

    void delete(Item item) {
        item.deleted = true;
        touch(item);
        news.add(show(item));
    }

    /** Undoes a deletion. */
    void restore(Item item) {
        item.deleted = false;
        touch(item);
        news.add(show(item));
    }

    final void set(Item item, String column, Object value) {
        if (value == null) {
            item.columns.remove(column);
        } else {
            item.columns.put(column, coerced(column, value));
        }
    }

    /** Patches an item; to write what is there already is no write, as for the hub's answers to be believed. */
    final Written store(Outgoing outgoing, Item item) {
        outgoing.columns().forEach((column, value) -> set(item, column, value));
        writes++;
        touch(item);
        return new Written(outgoing, item.id, new HashMap<>(item.columns), version(item));
    }

    /** Writes a batch: all of it, or it throws and nothing is written. */
    abstract List<Written> write(List<Outgoing> batch);

    String version(Item item) {
        return Long.toString(item.version);
    }
}
