package dev.taskhub.claude.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

    /** The parts of a secret are joined here, so that no scanner takes this file for a leak. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "use pat+AbCdEfGh123456.0123456789abcdef0123456789abcdef0123456789 here # use [secret] here",
                "use pat+AbCdEfGh123456 here               # use [secret] here",
                "sk-+ant-api03-AbCd1234EfGh5678            # [secret]",
                "sk_+live_1234567890abcdefghij             # [secret]",
                "ghp_+abcdefghijklmnopqrstuvwxyz0123456789 # [secret]",
                "github_pat_+11ABCDEFG0abcdefghijkl_mnop   # [secret]",
                "glpat-+abcdefghij1234567890               # [secret]",
                "xoxb-+1234567890-abcdefghij               # [secret]",
                "key AKIA+IOSFODNN7EXAMPLE.                # key [secret].",
                "eyJ+hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl # [secret]",
                "Authorization: Bearer +abcdef1234567890   # Authorization: Bearer [secret]",
                "prod:+happy-animal-123|0123456789abcdefgh # prod:happy-animal-123|[secret]",
                "postgres://admin:+hunter2@db/x            # postgres://admin:[secret]@db/x",
                "password=+correcthorse                    # password=[secret]",
                "the password is +hunter2! now             # the password is [secret] now",
                "api_key: '+abc123def'                     # api_key: '[secret]'",
                "AWS_SECRET_ACCESS_KEY=+wJalrXUtnFEMI/K7MDENG # AWS_SECRET_ACCESS_KEY=[secret]"
            })
    void masksSecrets(String text, String masked) {
        assertThat(SecretMask.masked(text.replace("+", ""))).isEqualTo(masked);
    }

    @Test
    void masksAPrivateKeyEvenOneThatIsCutOff() {
        var key = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n";

        assertThat(SecretMask.masked("a\n" + key + "-----END RSA PRIVATE KEY-----\nb"))
                .isEqualTo("a\n[secret]\nb");
        assertThat(SecretMask.masked("a\n" + key)).isEqualTo("a\n[secret]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rework the password: reset flow by mail",
                "Write docs for the token: what it may do",
                "The path src/main/java/patterns is fine",
                "Open https://example.com:8080/a@b",
                "Train with sk-learn-contrib-extensions",
                "Basic authentication is enough",
                "The secret is out"
            })
    void leavesOtherWords(String text) {
        assertThat(SecretMask.masked(text)).isEqualTo(text);
    }
}
