package dev.taskhub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.config.InvalidConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String OTHER_KEY =
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "mäc/sécret=="})
    void givesBackWhatWasStored(String secret) {
        var secrets = secrets(KEY);

        assertThat(secrets.decrypt(secrets.encrypt(secret))).isEqualTo(secret);
    }

    @Test
    void storesTheSameSecretDifferentlyEachTimeAndNeverInClear() {
        var secrets = secrets(KEY);

        assertThat(secrets.encrypt("canary"))
                .isNotEqualTo(secrets.encrypt("canary"))
                .doesNotContain("canary");
    }

    @Test
    void saysWhatToDoWhenTheKeyIsAnother() {
        var stored = secrets(KEY).encrypt("canary");

        assertThatThrownBy(() -> secrets(OTHER_KEY).decrypt(stored))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another key")
                .hasMessageContaining("TASKHUB_ENCRYPTION_KEY")
                .hasMessageNotContaining("canary");
    }

    @Test
    void noticesASecretThatWasAltered() {
        var stored = secrets(KEY).encrypt("canary");
        var altered = stored.substring(0, 20) + (stored.charAt(20) == 'A' ? 'B' : 'A') + stored.substring(21);

        assertThatThrownBy(() -> secrets(KEY).decrypt(altered)).hasMessageContaining("altered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "v1:", "v1:%%%", "v1:AAAA", ""})
    void refusesWhatIsNoStoredSecret(String stored) {
        assertThatThrownBy(() -> secrets(KEY).decrypt(stored)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void makesAKeyFileForItsOwnUserAndUsesItAgain() throws IOException {
        var stored = secrets(null).encrypt("canary");

        assertThat(secrets(null).decrypt(stored)).isEqualTo("canary");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
                .isEqualTo("rw-------");
        assertThat(Files.list(keyFile().getParent())).containsExactly(keyFile());
    }

    @Test
    void makesNoFileWhenTheKeyIsConfigured() {
        secrets(KEY);

        assertThat(keyFile()).doesNotExist();
    }

    @Test
    void startsOverWhenAnEarlierStartEndedWhileMakingTheFile() throws IOException {
        Files.createDirectories(keyFile().getParent());
        Files.writeString(keyFile().resolveSibling("encryption.key.draft"), "half");

        var secrets = secrets(null);

        assertThat(secrets.decrypt(secrets.encrypt("canary"))).isEqualTo("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "not base64!", "AAAA"})
    void refusesAKeyThatIsNone(String key) {
        assertThatThrownBy(() -> secrets(key))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("TASKHUB_ENCRYPTION_KEY is not a key of 32 bytes")
                .hasMessageNotContaining(key);
    }

    @Test
    void refusesAnEmptyKeyFileRatherThanReplaceIt() throws IOException {
        Files.createDirectories(keyFile().getParent());
        Files.createFile(keyFile());

        assertThatThrownBy(() -> secrets(null)).hasMessageContaining("encryption.key is not a key");
    }

    private Secrets secrets(String key) {
        return new Secrets(new EncryptionKey(key, keyFile()));
    }

    private Path keyFile() {
        return home.resolve("data").resolve("encryption.key");
    }
}
