package dev.taskhub.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.taskhub.config.InvalidConfiguration;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Who may use the hub: the person {@code admin}, one machine token, and whom an administrator let in, of which only hashes are kept
 * in table {@code account}. Ready before the first request is taken.
 */
@Component
public class Accounts implements UserDetailsService, SmartInitializingSingleton {

    static final String ADMIN = "admin";
    static final String MACHINE = "machine";
    static final String MACHINE_AUTHORITY = "ROLE_MACHINE";

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final int BCRYPT_BYTES = 72;

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final SecuritySettings settings;
    private final LoginThrottle throttle;
    private final Clock clock;

    Accounts(
            JdbcClient jdbc,
            PasswordEncoder passwords,
            SecuritySettings settings,
            LoginThrottle throttle,
            Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.settings = settings;
        this.throttle = throttle;
        this.clock = clock;
    }

    /**
     * Makes the accounts that are missing and moves those whose secret is configured to that secret.
     *
     * @throws InvalidConfiguration when the configured password is longer than bcrypt can hash
     */
    @Override
    public void afterSingletonsInstantiated() {
        prepareAdmin();
        prepareToken();
    }

    /** Whether this is the machine token; takes the same time for every wrong token of a length. */
    public boolean isMachine(String token) {
        return secret(MACHINE)
                .filter(hash -> MessageDigest.isEqual(
                        hash.getBytes(UTF_8), Sha256.hex(token.getBytes(UTF_8)).getBytes(UTF_8)))
                .isPresent();
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        return jdbc.sql("SELECT secret, role FROM account WHERE name = ? AND role IS NOT NULL AND disabled_at IS NULL")
                .param(name)
                .query((row, index) -> User.withUsername(name)
                        .password(row.getString(1))
                        .authorities(Role.named(row.getString(2)).authority())
                        .accountLocked(!throttle.wait(name).isZero())
                        .build())
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException("no such user"));
    }

    /** What the account may do now; empty when there is none, or it may not come in. */
    Optional<Role> role(String name) {
        return jdbc.sql("SELECT role FROM account WHERE name = ? AND role IS NOT NULL AND disabled_at IS NULL")
                .param(name)
                .query(String.class)
                .optional()
                .map(Role::named);
    }

    private void prepareAdmin() {
        var given = settings.adminPassword();
        if (isGiven(given)) {
            if (given.getBytes(UTF_8).length > BCRYPT_BYTES) {
                throw new InvalidConfiguration(
                        "TASKHUB_ADMIN_PASSWORD is longer than " + BCRYPT_BYTES
                                + " bytes, of which bcrypt reads no more",
                        "Choose a shorter password and start the hub again.");
            }
            if (secret(ADMIN).filter(hash -> passwords.matches(given, hash)).isEmpty()) {
                store(ADMIN, "admin", passwords.encode(given));
            }
        } else if (secret(ADMIN).isEmpty()) {
            var password = RandomSecret.of(18);
            if (insert(ADMIN, "admin", passwords.encode(password))) {
                announce("The administrator's login", "user admin, password " + password, "TASKHUB_ADMIN_PASSWORD");
            }
        }
    }

    private void prepareToken() {
        var given = settings.token();
        if (isGiven(given)) {
            store(MACHINE, "token", Sha256.hex(given.getBytes(UTF_8)));
        } else if (secret(MACHINE).isEmpty()) {
            var token = RandomSecret.of(32);
            if (insert(MACHINE, "token", Sha256.hex(token.getBytes(UTF_8)))) {
                announce("The machine token", token, "TASKHUB_TOKEN");
            }
        }
    }

    private Optional<String> secret(String name) {
        return jdbc.sql("SELECT secret FROM account WHERE name = ?")
                .param(name)
                .query(String.class)
                .optional();
    }

    /** False when another hub on the same database was first, whose secret then stands. */
    private boolean insert(String name, String kind, String secret) {
        return jdbc.sql(
                                "INSERT INTO account (name, kind, secret, role, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                        .params(name, kind, secret, kind.equals(ADMIN) ? ADMIN : null, clock.millis())
                        .update()
                == 1;
    }

    private void store(String name, String kind, String secret) {
        if (!insert(name, kind, secret)) {
            jdbc.sql("UPDATE account SET secret = ? WHERE name = ?")
                    .params(secret, name)
                    .update();
        }
    }

    // A warning, so that a log level above info cannot swallow the only copy.
    private static void announce(String what, String secret, String variable) {
        LOG.warn(
                """

                ------------------------------------------------------------------------
                  {} (shown this once, keep it):

                      {}

                  To set another, start the hub with {}.
                ------------------------------------------------------------------------""",
                what,
                secret,
                variable);
    }

    private static boolean isGiven(String secret) {
        return secret != null && !secret.isBlank();
    }
}
