package dev.taskhub.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.taskhub.sync.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The accounts of people and agents, as administrators keep them. The machine token is none of them. */
@Component("people")
public class People {

    private static final int SHORTEST = 12;
    private static final int BCRYPT_BYTES = 72;
    private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}";

    /** @param disabledAt since when it may not come in, or {@code null} */
    public record Account(String name, String role, Instant createdAt, Instant disabledAt) {}

    /** All of them, by name. */
    public record Listing(List<Account> accounts) {}

    /** @param deleted the name of the account that is gone */
    public record Deletion(String deleted) {}

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final LoginSessions sessions;
    private final TransactionTemplate transaction;
    private final Clock clock;

    People(
            JdbcClient jdbc,
            PasswordEncoder passwords,
            LoginSessions sessions,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.sessions = sessions;
        this.transaction = transaction;
        this.clock = clock;
    }

    public Listing list() {
        return new Listing(
                jdbc.sql("SELECT name, role, created_at, disabled_at FROM account WHERE role IS NOT NULL ORDER BY name")
                        .query(People::account)
                        .list());
    }

    /**
     * Lets somebody in.
     *
     * @param request {@code {"name": "anna", "password": "...", "role": "member"}}
     * @throws IllegalArgumentException naming what cannot be
     */
    public Account add(Map<String, Object> request) {
        Bodies.refuseOthers(request, "name", "password", "role");
        String name = Bodies.text(request, "name");
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "name is \"%s\": give up to 64 letters, digits, . _ @ or -, beginning with a letter or digit"
                            .formatted(name));
        }
        String hash = hashed(Bodies.text(request, "password"));
        Role role = Role.named(request.get("role"));
        int made = jdbc.sql("INSERT INTO account (name, kind, secret, role, created_at) VALUES (?, 'person', ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING")
                .params(name, hash, role.label(), clock.millis())
                .update();
        if (made == 0) {
            throw new IllegalArgumentException("there is an account \"" + name + "\" already");
        }
        return get(name);
    }

    /**
     * Changes an account: its role, whether it may come in, its password. What is taken from it ends its sessions at once.
     *
     * @param request any of {@code {"role": "viewer", "disabled": true, "password": "..."}}
     * @throws NotFound when there is no such account
     * @throws IllegalArgumentException naming what cannot be
     */
    public Account change(String name, Map<String, Object> request) {
        Bodies.refuseOthers(request, "role", "disabled", "password");
        get(name);
        String role =
                request.containsKey("role") ? Role.named(request.get("role")).label() : null;
        Object disabled = request.get("disabled");
        if (disabled != null && !(disabled instanceof Boolean)) {
            throw new IllegalArgumentException("disabled is " + disabled + ": give true or false");
        }
        String hash = request.containsKey("password") ? hashed(Bodies.text(request, "password")) : null;
        if (name.equals(Accounts.ADMIN)
                && (Objects.equals(disabled, true) || role != null && Role.named(role) != Role.ADMIN)) {
            throw new IllegalArgumentException("admin stays administrator, so that somebody always is");
        }
        return transaction.execute(status -> {
            set(name, "role", role);
            set(name, "secret", hash);
            if (disabled != null) {
                jdbc.sql("UPDATE account SET disabled_at = ? WHERE name = ?")
                        .params(disabled.equals(true) ? clock.millis() : null, name)
                        .update();
            }
            sessions.endAll(name);
            return get(name);
        });
    }

    /**
     * Changes the caller's own password, and ends all sessions.
     *
     * @param request {@code {"password": "...", "newPassword": "..."}}
     * @throws NotAuthenticated when {@code password} is not the present one
     */
    public Account changePassword(String name, Map<String, Object> request) {
        Bodies.refuseOthers(request, "password", "newPassword");
        String present = Bodies.text(request, "password");
        Optional<String> hash = jdbc.sql("SELECT secret FROM account WHERE name = ? AND role IS NOT NULL")
                .param(name)
                .query(String.class)
                .optional();
        if (hash.filter(known -> passwords.matches(present, known)).isEmpty()) {
            throw new NotAuthenticated("password is not your present one");
        }
        return change(name, Map.of("password", Bodies.text(request, "newPassword")));
    }

    /**
     * Deletes an account with its sessions and tokens. What it did stays in the event log under its name.
     *
     * @throws NotFound when there is no such account
     */
    public Deletion delete(String name) {
        get(name);
        if (name.equals(Accounts.ADMIN)) {
            throw new IllegalArgumentException("admin cannot be deleted, so that somebody always is administrator");
        }
        transaction.executeWithoutResult(status -> {
            jdbc.sql("DELETE FROM access_token WHERE account = ?").param(name).update();
            sessions.endAll(name);
            jdbc.sql("DELETE FROM account WHERE name = ?").param(name).update();
        });
        return new Deletion(name);
    }

    private Account get(String name) {
        return jdbc.sql("SELECT name, role, created_at, disabled_at FROM account WHERE name = ? AND role IS NOT NULL")
                .param(name)
                .query(People::account)
                .optional()
                .orElseThrow(() -> new NotFound("there is no account \"" + name + "\"; GET /api/accounts lists them"));
    }

    private void set(String name, String column, String value) {
        if (value != null) {
            jdbc.sql("UPDATE account SET " + column + " = ? WHERE name = ?")
                    .params(value, name)
                    .update();
        }
    }

    private String hashed(String password) {
        if (password.length() < SHORTEST || password.getBytes(UTF_8).length > BCRYPT_BYTES) {
            throw new IllegalArgumentException(
                    "a password has at least %d characters and at most %d bytes".formatted(SHORTEST, BCRYPT_BYTES));
        }
        return passwords.encode(password);
    }

    private static Account account(ResultSet row, int index) throws SQLException {
        return new Account(
                row.getString("name"),
                row.getString("role"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getObject("disabled_at") instanceof Number time ? Instant.ofEpochMilli(time.longValue()) : null);
    }
}
