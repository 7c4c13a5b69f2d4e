package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The users and tasks a fresh deployment of the fullstack-convex app begins with, {@code sandbox/convex-fullstack-seed.json}. */
final class FullstackSeed {

    private static final String FILE = "/sandbox/convex-fullstack-seed.json";

    private FullstackSeed() {}

    /** Writes the seed unless {@code tables} hold users already. */
    static void plant(FullstackTables tables) {
        if (!tables.rows(FullstackTables.USERS).isEmpty()) {
            return;
        }
        JsonNode seed = read();
        Map<String, Map<String, Object>> users = new LinkedHashMap<>();
        for (JsonNode user : seed.get("users")) {
            Map<String, Object> row = new LinkedHashMap<>(Arguments.parse(user).values());
            users.put((String) row.get("name"), tables.write(() -> tables.insert(FullstackTables.USERS, row)));
        }
        double number = 1;
        for (JsonNode task : seed.get("tasks")) {
            Map<String, Object> row = new LinkedHashMap<>(Arguments.parse(task).values());
            Map<String, Object> owner = users.get(row.remove("owner"));
            row.put("ownerId", owner == null ? null : owner.get("_id"));
            row.put("ownerName", owner == null ? null : owner.get("name"));
            row.put("number", number++);
            row.put("visibility", "public");
            row.put("commentCount", 0d);
            row.put("fileCount", 0d);
            row.put("search", row.get("title") + " " + row.get("description") + " " + row.get("ownerName"));
            tables.write(() -> tables.insert(FullstackTables.TASKS, row));
        }
    }

    private static JsonNode read() {
        try (InputStream file = FullstackSeed.class.getResourceAsStream(FILE)) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }
}
