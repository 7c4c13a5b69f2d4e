package dev.taskhub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.config.InvalidConfiguration;
import java.nio.file.Path;
import java.time.Clock;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.sqlite.SQLiteDataSource;

@ExtendWith(OutputCaptureExtension.class)
class AccountsTest {

    private static final Pattern PASSWORD = Pattern.compile("password (\\S{24})\\s");
    private static final Pattern TOKEN = Pattern.compile("\\s(\\S{43})\\s");

    @TempDir
    Path home;

    private final BCryptPasswordEncoder passwords = new BCryptPasswordEncoder(4);
    private JdbcClient jdbc;

    @BeforeEach
    void makeStore() {
        var store = new SQLiteDataSource();
        store.setUrl("jdbc:sqlite:" + home.resolve("taskhub.db"));
        Flyway.configure().dataSource(store).load().migrate();
        jdbc = JdbcClient.create(store);
    }

    @Test
    void printsGeneratedSecretsOnceAndTheyWork(CapturedOutput output) {
        var accounts = start(null, null);

        assertThat(passwords.matches(printed(PASSWORD, output), hash(accounts))).isTrue();
        assertThat(accounts.isMachine(printed(TOKEN, output))).isTrue();

        var printedBefore = output.getAll().length();
        start("", " ");
        assertThat(output.getAll()).as("second start").hasSize(printedBefore);
    }

    @Test
    void storesNoSecretInClear() {
        start("my own password", "my own token");

        assertThat(jdbc.sql("SELECT secret FROM account").query(String.class).list())
                .hasSize(2)
                .noneMatch(secret -> secret.contains("my own"));
    }

    @Test
    void printsNoSecretThatWasGiven(CapturedOutput output) {
        start("my own password", "my own token");

        assertThat(output.getAll()).doesNotContain("my own");
    }

    @Test
    void movesToTheSecretsGivenAtALaterStart() {
        start("first password", "first token");

        var accounts = start("second password", "second token");

        assertThat(passwords.matches("second password", hash(accounts))).isTrue();
        assertThat(passwords.matches("first password", hash(accounts))).isFalse();
        assertThat(accounts.isMachine("second token")).isTrue();
        assertThat(accounts.isMachine("first token")).isFalse();
    }

    @Test
    void keepsTheHashOfAPasswordThatIsGivenAgain() {
        var before = hash(start("same password", "same token"));

        assertThat(hash(start("same password", "same token"))).isEqualTo(before);
    }

    @Test
    void knowsNobodyButTheAdmin() {
        var accounts = start("password", "token");

        assertThat(accounts.loadUserByUsername("admin").getAuthorities()).hasToString("[ROLE_ADMIN]");
        assertThatThrownBy(() -> accounts.loadUserByUsername("machine")).isInstanceOf(UsernameNotFoundException.class);
        assertThatThrownBy(() -> accounts.loadUserByUsername("Admin")).isInstanceOf(UsernameNotFoundException.class);
    }

    @Test
    void refusesAPasswordOfWhichBcryptWouldReadOnlyTheBeginning() {
        assertThatThrownBy(() -> start("ä".repeat(37), null))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("TASKHUB_ADMIN_PASSWORD is longer than 72 bytes");
    }

    @Test
    void hidesSettingsWhenTheyArePrinted() {
        assertThat(new SecuritySettings("my own password", "my own token", "my own key"))
                .asString()
                .doesNotContain("my own");
    }

    private Accounts start(String password, String token) {
        var clock = Clock.systemUTC();
        var accounts = new Accounts(
                jdbc, passwords, new SecuritySettings(password, token, null), new LoginThrottle(jdbc, clock), clock);
        accounts.afterSingletonsInstantiated();
        return accounts;
    }

    private static String hash(Accounts accounts) {
        return accounts.loadUserByUsername("admin").getPassword();
    }

    private static String printed(Pattern secret, CapturedOutput output) {
        return secret.matcher(output.getAll())
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
