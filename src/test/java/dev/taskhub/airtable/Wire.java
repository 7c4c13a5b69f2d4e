package dev.taskhub.airtable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.remote.RemoteCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An invented base, and what goes to and comes from it. */
final class Wire {

    static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final String BASE = "appAAAAAAAAAAAAAA";
    static final AirtableSettings SETTINGS = new AirtableSettings(
            "https://api.example",
            "patSECRET",
            BASE,
            4.9,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            "hook-secret");
    static final AirtableTable TABLE = new AirtableTable(
            "Parts/Tasks", "taskhub_id", "Last Modified", List.of("name", "status", "tags", "priority_score"));
    static final AirtableRecords RECORDS = new AirtableRecords(SETTINGS, TABLE);
    static final String TASKS_PATH = "/v0/appAAAAAAAAAAAAAA/Parts%2FTasks";

    private Wire() {}

    static Map<String, Object> json(String text) {
        try {
            return new ObjectMapper().readValue(text.replace('\'', '"'), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The decoded {@code name=value} pairs of the query. */
    static List<String> query(RemoteCall call) {
        return Arrays.stream(call.query().split("&"))
                .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
                .toList();
    }

    /** The decoded value of the first parameter with this name, or {@code null}. */
    static String parameter(RemoteCall call, String name) {
        return query(call).stream()
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst()
                .orElse(null);
    }
}
