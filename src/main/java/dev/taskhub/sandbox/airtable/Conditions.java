package dev.taskhub.sandbox.airtable;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings in force, and AirTable's time under them. */
final class Conditions {

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Clock clock;
    private volatile AirTableSettings settings;

    Conditions(Clock clock, AirTableSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    AirTableSettings settings() {
        return settings;
    }

    Map<String, Object> asMap() {
        return Json.objectOf(STRICT.convertValue(settings, LinkedHashMap.class));
    }

    synchronized void change(Map<String, Object> changes) {
        var all = asMap();
        for (String name : changes.keySet()) {
            if (!all.containsKey(name)) {
                throw new IllegalArgumentException("airtable has no setting " + name + ", only " + all.keySet());
            }
        }
        all.putAll(changes);
        try {
            settings = STRICT.convertValue(all, AirTableSettings.class);
        } catch (IllegalArgumentException e) {
            Throwable reason = e.getCause() instanceof ValueInstantiationException
                    ? e.getCause().getCause()
                    : e;
            throw new IllegalArgumentException("airtable settings " + changes + ": " + reason.getMessage(), e);
        }
    }

    Instant now() {
        return clock.instant().plusSeconds(settings.clockAheadSeconds());
    }

    /** The time in whole seconds, as records carry it. */
    Instant second() {
        return now().truncatedTo(ChronoUnit.SECONDS);
    }
}
