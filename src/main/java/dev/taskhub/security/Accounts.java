package dev.taskhub.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.taskhub.config.InvalidConfiguration;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
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
 * Who may use the hub: the person {@code admin} and one machine token, of which only hashes are kept in table
 * {@code account}. Ready before the first request is taken.
 */
@Component
public class Accounts implements UserDetailsService, SmartInitializingSingleton {

    static final String ADMIN = "admin";
    static final String MACHINE = "machine";

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final int BCRYPT_BYTES = 72;

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final SecuritySettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Accounts(JdbcClient jdbc, PasswordEncoder passwords, SecuritySettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.settings = settings;
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
        return Optional.of(name)
                .filter(ADMIN::equals)
                .flatMap(this::secret)
                .map(hash ->
                        User.withUsername(name).password(hash).roles("ADMIN").build())
                .orElseThrow(() -> new UsernameNotFoundException("no such user"));
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
            var password = generate(18);
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
            var token = generate(32);
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
                                "INSERT INTO account (name, kind, secret, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
                        .params(name, kind, secret, clock.millis())
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

    private String generate(int bytes) {
        var drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
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
