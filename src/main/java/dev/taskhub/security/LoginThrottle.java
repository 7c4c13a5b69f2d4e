package dev.taskhub.security;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.stereotype.Component;

/**
 * Makes guessing passwords slow, through whatever door it is tried. After five failures in a row a name, whether there is such
 * an account or not, has to wait a minute, then twice as long after each further one, up to an hour.
 */
@Component
class LoginThrottle {

    private static final int FREE = 5;
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private record Failures(long count, Instant lastAt) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    LoginThrottle(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How long nobody can log in as {@code name}; zero when anybody can try. */
    Duration wait(String name) {
        return jdbc.sql("SELECT failures, last_at FROM login_failure WHERE name = ?")
                .param(key(name))
                .query((row, index) -> new Failures(row.getLong(1), Instant.ofEpochMilli(row.getLong(2))))
                .optional()
                .map(this::wait)
                .orElse(Duration.ZERO);
    }

    private Duration wait(Failures failures) {
        if (failures.count() < FREE) {
            return Duration.ZERO;
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures.count() - FREE, 6));
        Instant end = failures.lastAt().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
        return end.isAfter(clock.instant()) ? Duration.between(clock.instant(), end) : Duration.ZERO;
    }

    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        failed(event.getAuthentication().getName());
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent event) {
        jdbc.sql("DELETE FROM login_failure WHERE name = ?")
                .param(key(event.getAuthentication().getName()))
                .update();
    }

    private void failed(String name) {
        jdbc.sql("INSERT INTO login_failure (name, failures, last_at) VALUES (?, 1, ?) ON CONFLICT (name) DO UPDATE"
                        + " SET failures = login_failure.failures + 1, last_at = excluded.last_at")
                .params(key(name), clock.millis())
                .update();
    }

    /** Somebody may have typed a password in its place, and names may be long. */
    private static String key(String name) {
        return Sha256.hex(name.getBytes(StandardCharsets.UTF_8));
    }
}
