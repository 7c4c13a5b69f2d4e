package dev.taskhub.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.sync.SetClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignedTokensTest {

    private final SetClock clock = new SetClock();
    private final SignedTokens tokens = tokens("A");

    private SignedTokens tokens(String letter) {
        return new SignedTokens(new EncryptionKey(letter.repeat(43) + "=", Path.of("none")), clock);
    }

    @Test
    void nameTheirSessionForAQuarterOfAnHour() {
        String token = tokens.issue("s1");
        assertThat(tokens.session(token)).contains("s1");

        clock.pass(Duration.ofMinutes(15));

        assertThat(tokens.session(token)).isEmpty();
    }

    @Test
    void ofAnotherHubAreNotOurs() {
        assertThat(tokens.session(tokens("B").issue("s1"))).isEmpty();
    }

    @Test
    void whateverIsAlteredIsNoToken() {
        String token = tokens.issue("s1");
        String[] parts = token.split("\\.");
        String unsigned = encoded("{\"alg\":\"none\"}");

        assertThat(tokens.session(parts[0] + "." + encoded("{\"iss\":\"taskhub\",\"sid\":\"s2\",\"exp\":99999999999}")
                        + "." + parts[2]))
                .isEmpty();
        assertThat(tokens.session(unsigned + "." + parts[1] + ".")).isEmpty();
        assertThat(tokens.session("")).isEmpty();
        assertThat(tokens.session("a.b.c")).isEmpty();
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
