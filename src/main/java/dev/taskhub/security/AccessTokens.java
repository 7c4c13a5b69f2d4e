package dev.taskhub.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.taskhub.sync.NotFound;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tokens that people and agents have made for their programs. A token speaks for its account, with a role of its own. */
@Component("accessTokens")
public class AccessTokens {

    static final String PREFIX = "thp_";

    private static final int SECRET_BYTES = 32;
    private static final int USUAL_DAYS = 90;
    private static final int MOST_DAYS = 366;
    private static final int LONGEST_LABEL = 100;

    /** So precisely is it noted when a token was used. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    /**
     * A token without its secret.
     *
     * @param lastUsedAt to the minute, or {@code null}
     */
    public record Token(String id, String label, String role, Instant createdAt, Instant endsAt, Instant lastUsedAt) {}

    /** @param token shown this once */
    public record Made(String token, String id, String label, String role, Instant endsAt) {}

    /** Those of one account. */
    public record Listing(List<Token> tokens) {}

    /** @param revoked the id of the token that is gone */
    public record Revoked(String revoked) {}

    /** Whom a token speaks for, and as what. */
    record Bearer(String account, Role role) {}

    private record Row(Token token, String account, String hash) {}

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Clock clock;

    AccessTokens(JdbcClient jdbc, Accounts accounts, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The tokens of an account, the oldest first. */
    public Listing of(String account) {
        return new Listing(jdbc
                .sql("SELECT * FROM access_token WHERE account = ? ORDER BY created_at, id")
                .param(account)
                .query(AccessTokens::row)
                .list()
                .stream()
                .map(Row::token)
                .toList());
    }

    /**
     * Makes a token.
     *
     * @param request {@code {"label": "nightly report", "role": "viewer", "days": 90}}; without a role that of the account, without
     *     days 90
     * @throws IllegalArgumentException naming what cannot be
     */
    public Made make(String account, Map<String, Object> request) {
        Bodies.refuseOthers(request, "label", "role", "days");
        String label = Bodies.text(request, "label");
        Role most = accounts.role(account)
                .orElseThrow(() -> new IllegalArgumentException(
                        account + " is no account of a person or an agent, and has no tokens"));
        Role role = request.get("role") == null ? most : Role.named(request.get("role"));
        Object days = request.getOrDefault("days", USUAL_DAYS);
        if (role.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "role is %s, and you are no more than %s".formatted(role.label(), most.label()));
        }
        if (label.length() > LONGEST_LABEL) {
            throw new IllegalArgumentException("label is longer than " + LONGEST_LABEL + " characters");
        }
        if (!(days instanceof Integer number) || number < 1 || number > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "days is %s: give a whole number from 1 to %d".formatted(days, MOST_DAYS));
        }
        String id = RandomSecret.of(9);
        String token = PREFIX + id + "." + RandomSecret.of(SECRET_BYTES);
        Instant end = clock.instant().plus(Duration.ofDays(number));
        jdbc.sql("INSERT INTO access_token (id, account, label, role, hash, created_at, ends_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                .params(id, account, label, role.label(), hash(token), clock.millis(), end.toEpochMilli())
                .update();
        return new Made(token, id, label, role.label(), end);
    }

    /** @throws NotFound when the account has no such token */
    public Revoked revoke(String account, String id) {
        int gone = jdbc.sql("DELETE FROM access_token WHERE account = ? AND id = ?")
                .params(account, id)
                .update();
        if (gone == 0) {
            throw new NotFound("you have no token \"" + id + "\"; GET /api/tokens lists them");
        }
        return new Revoked(id);
    }

    /** Whom {@code token} speaks for now; empty when it is none of ours, or over. */
    Optional<Bearer> bearer(String token) {
        if (!token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String id = token.substring(PREFIX.length()).replaceFirst("\\..*", "");
        return jdbc.sql("SELECT * FROM access_token WHERE id = ? AND ends_at > ?")
                .params(id, clock.millis())
                .query(AccessTokens::row)
                .optional()
                .filter(row -> MessageDigest.isEqual(
                        row.hash().getBytes(UTF_8), hash(token).getBytes(UTF_8)))
                .flatMap(this::bearer);
    }

    private Optional<Bearer> bearer(Row row) {
        Instant used = row.token().lastUsedAt();
        if (used == null || used.plus(NOTED).isBefore(clock.instant())) {
            jdbc.sql("UPDATE access_token SET last_used_at = ? WHERE id = ?")
                    .params(clock.millis(), row.token().id())
                    .update();
        }
        // an account that was lowered since lowers its tokens
        return accounts.role(row.account()).map(most -> {
            Role role = Role.named(row.token().role());
            return new Bearer(row.account(), role.compareTo(most) > 0 ? most : role);
        });
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                new Token(
                        row.getString("id"),
                        row.getString("label"),
                        row.getString("role"),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("ends_at")),
                        row.getObject("last_used_at") instanceof Number used
                                ? Instant.ofEpochMilli(used.longValue())
                                : null),
                row.getString("account"),
                row.getString("hash"));
    }

    private static String hash(String token) {
        return Sha256.hex(token.getBytes(UTF_8));
    }
}
