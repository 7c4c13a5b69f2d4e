package dev.taskhub.api;

import dev.taskhub.api.SystemStatus.State;
import java.util.LinkedHashMap;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether work with the remotes goes its usual way: {@code UP} or {@code DEGRADED}, never down, since the hub takes
 * everything in and keeps it while a remote is away.
 */
@Component("remotes")
class RemotesHealth implements HealthIndicator {

    private final StatusBoard board;

    RemotesHealth(StatusBoard board) {
        this.board = board;
    }

    @Override
    public Health health() {
        var systems = board.systems();
        boolean degraded = systems.values().stream().anyMatch(system -> system.state() == State.DEGRADED);
        var details = new LinkedHashMap<String, Object>();
        systems.forEach((name, system) -> {
            if (system.state() != State.OK) {
                details.put(name, system.state() + ": " + system.why());
            }
        });
        return Health.status(degraded ? "DEGRADED" : "UP").withDetails(details).build();
    }
}
