package dev.taskhub.sandbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets tests look into the remotes and steer them. */
@RestController
@Profile({"sandbox", "sandbox-only"})
@RequestMapping("/sandbox/control")
class SandboxControl {

    private record Draws(List<Faults.Fault> faults, Long seed) {}

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};

    private final List<SandboxRemote> remotes;
    private final Faults faults;
    private final RequestCounts counts;

    SandboxControl(List<SandboxRemote> remotes, Faults faults, RequestCounts counts) {
        this.remotes = remotes;
        this.faults = faults;
        this.counts = counts;
    }

    @GetMapping("/state")
    Map<String, Object> state() {
        var state = new LinkedHashMap<String, Object>();
        remotes.forEach(remote -> state.put(remote.name(), remote.state()));
        return state;
    }

    @GetMapping("/settings")
    Map<String, Object> settings() {
        var settings = new LinkedHashMap<String, Object>();
        remotes.forEach(remote -> settings.put(remote.name(), remote.settings()));
        settings.put("faults", faults.all());
        settings.put("seed", faults.seed());
        return settings;
    }

    /** Changes a remote's settings, all faults or the seed of their draws; answers the settings then in force. */
    @PutMapping("/settings")
    Map<String, Object> change(@RequestBody Map<String, Object> changes) {
        var draws = MAPPER.convertValue(changes, Draws.class);
        changes.forEach((name, settings) -> {
            if (!name.equals("faults") && !name.equals("seed")) {
                remote(name).change(MAPPER.convertValue(settings, SETTINGS));
            }
        });
        if (draws.faults != null || draws.seed != null) {
            faults.set(
                    draws.faults == null ? faults.all() : draws.faults,
                    draws.seed == null ? faults.seed() : draws.seed);
        }
        return settings();
    }

    private SandboxRemote remote(String name) {
        return remotes.stream()
                .filter(remote -> remote.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no such settings: " + name + "; there are airtable, convex, faults and seed"));
    }

    @GetMapping("/requests")
    Map<String, Map<String, Long>> requests() {
        return counts.all();
    }

    @DeleteMapping("/requests")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forgetRequests() {
        counts.clear();
    }

    /** A page of another origin cannot send this type unasked. */
    @PostMapping(path = "/reset", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset() {
        remotes.forEach(SandboxRemote::reset);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> wrong(IllegalArgumentException e) {
        return ResponseEntity.badRequest().body(Map.of("message", e.getMessage()));
    }
}
