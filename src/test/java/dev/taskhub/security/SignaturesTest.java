package dev.taskhub.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

    private static final String SECRET = "s3cret";
    private static final byte[] BODY =
            "{\"base\":{\"id\":\"appAAAAAAAAAAAAAA\"},\"webhook\":{\"id\":\"achAAAAAAAAAAAAAA\"}}".getBytes(UTF_8);

    private final Signatures signatures = new Signatures();

    @Test
    void agreesWithTheVectorOfRfc4231() {
        var body = "what do ya want for nothing?".getBytes(UTF_8);
        var hex = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

        assertThat(signatures.plain(body, "Jefe", List.of(hex))).isTrue();
    }

    @Test
    void takesGithubsFormWithItsPrefixOnly() {
        // the example of GitHub's documentation
        var body = "Hello, World!".getBytes(UTF_8);
        var secret = "It's a Secret to Everybody";
        var hex = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

        assertThat(signatures.github(body, secret, List.of("sha256=" + hex))).isTrue();
        assertThat(signatures.github(body, secret, List.of(hex))).isFalse();
        assertThat(signatures.github(body, "", List.of("sha256=" + hex))).isFalse();
        assertThat(signatures.github(body, null, List.of("sha256=" + hex))).isFalse();
    }

    @Test
    void takesATimestampedFormOverThatTimestampOnly() {
        String signature = "sha256=" + hex(SECRET.getBytes(UTF_8), "1767614400000.body".getBytes(UTF_8));

        assertThat(timestamped("body", List.of("1767614400000"), List.of(signature)))
                .isTrue();
        assertThat(timestamped("bodz", List.of("1767614400000"), List.of(signature)))
                .isFalse();
        assertThat(timestamped("body", List.of("1767614400001"), List.of(signature)))
                .isFalse();
        assertThat(timestamped("00000.body", List.of("17676144"), List.of(signature)))
                .as("what is time and what is body cannot be shifted")
                .isFalse();
        assertThat(timestamped("body", List.of(), List.of(signature))).isFalse();
        assertThat(timestamped("body", List.of("1767614400000", "1767614400000"), List.of(signature)))
                .isFalse();
        assertThat(timestamped("body", List.of("1767614400000"), List.of(signature.substring(7))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1e3", "1767614400000.5", "1767614400000000000", " 1767614400000"})
    void takesNoTimestampThatIsNotOne(String timestamp) {
        String signature = "sha256=" + hex(SECRET.getBytes(UTF_8), (timestamp + ".body").getBytes(UTF_8));

        assertThat(timestamped("body", List.of(timestamp), List.of(signature))).isFalse();
    }

    private boolean timestamped(String body, List<String> timestamp, List<String> signature) {
        return signatures.timestamped(body.getBytes(UTF_8), SECRET, timestamp, signature);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "hmac-sha256="})
    void takesThePlainFormWithAndWithoutPrefix(String prefix) {
        assertThat(signatures.plain(BODY, SECRET, List.of(prefix + hex(SECRET.getBytes(UTF_8), BODY))))
                .isTrue();
    }

    @Test
    void takesAirtablesPingOnlyWithPrefix() {
        var key = new byte[] {1, 2, 3, (byte) 200};
        var secret = Base64.getEncoder().encodeToString(key);

        assertThat(signatures.airtable(BODY, secret, List.of("hmac-sha256=" + hex(key, BODY))))
                .isTrue();
        assertThat(signatures.airtable(BODY, secret, List.of(hex(key, BODY)))).isFalse();
        assertThat(signatures.airtable(BODY, secret, List.of("sha256=" + hex(key, BODY))))
                .isFalse();
        assertThat(signatures.airtable(BODY, "not base64!", List.of("hmac-sha256=" + hex(key, BODY))))
                .isFalse();
    }

    @Test
    void refusesEveryBodyThatDiffersInOneBit() {
        var body = "0123456789abcdef".repeat(32).getBytes(UTF_8);
        var header = List.of(hex(SECRET.getBytes(UTF_8), body));

        var accepted = IntStream.range(0, body.length * 8).filter(bit -> {
            var altered = body.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            return signatures.plain(altered, SECRET, header);
        });

        assertThat(accepted).isEmpty();
        assertThat(signatures.plain(Arrays.copyOf(body, 511), SECRET, header)).isFalse();
        assertThat(signatures.plain(body, SECRET, header)).isTrue();
    }

    static Stream<List<String>> malformed() {
        var right = hex(SECRET.getBytes(UTF_8), BODY);
        return Stream.of(
                null,
                List.of(),
                List.of(right, right),
                List.of(right + "," + right),
                Arrays.asList((String) null),
                List.of(""),
                List.of("sha256="),
                List.of("sha1=" + right),
                List.of("sha256=sha256=" + right),
                List.of(right.substring(1)),
                List.of(right + "0"),
                List.of(right.replaceFirst(".$", "g")),
                List.of(" " + right),
                List.of(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(right))));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesAMalformedHeader(List<String> header) {
        assertThat(signatures.plain(BODY, SECRET, header)).isFalse();
    }

    @Test
    void refusesAllWhenThereIsNoSecret() {
        var withEmptyKey = List.of(hex(new byte[] {0}, BODY));

        assertThat(signatures.plain(BODY, null, withEmptyKey)).isFalse();
        assertThat(signatures.plain(BODY, "", withEmptyKey)).isFalse();
        assertThat(signatures.airtable(BODY, null, List.of("hmac-sha256=" + withEmptyKey.get(0))))
                .isFalse();
        assertThat(signatures.airtable(BODY, "", List.of("hmac-sha256=" + withEmptyKey.get(0))))
                .isFalse();
    }

    @Property
    void neverThrows(@ForAll byte[] body, @ForAll String secret, @ForAll List<String> header) {
        assertThat(signatures.plain(body, secret, header) || signatures.airtable(body, secret, header))
                .isFalse();
    }

    @Test
    void doesNotMixUpMessagesThatAreCheckedAtTheSameTime() {
        var wrong = new ConcurrentLinkedQueue<Integer>();

        IntStream.range(0, 20_000).parallel().forEach(number -> {
            var body = ("body " + number).getBytes(UTF_8);
            var secret = "secret " + number % 7;
            if (!signatures.plain(body, secret, List.of(hex(secret.getBytes(UTF_8), body)))) {
                wrong.add(number);
            }
        });

        assertThat(wrong).isEmpty();
    }

    private static String hex(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
