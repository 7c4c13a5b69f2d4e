package dev.taskhub.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Says whether a pushed message was signed by who knows the secret. Every scheme is HMAC-SHA256 over the bytes as they
 * came in. Headers are passed as all values of that name: none, several, or one that is malformed is a plain no, and so
 * is a secret that is missing; nothing here throws.
 */
@Component
public final class Signatures {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern HEX = Pattern.compile("(?:hmac-sha256=|sha256=)?([0-9a-fA-F]{64})");
    private static final Pattern AIRTABLE = Pattern.compile("hmac-sha256=([0-9a-f]{64})");

    private static final Pattern PREFIXED = Pattern.compile("sha256=([0-9a-f]{64})");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,15}");

    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Signatures::newMac);

    /** Hex over the body; a prefix {@code sha256=} or {@code hmac-sha256=} may stand before it. */
    public boolean plain(byte[] body, String secret, List<String> signature) {
        return matches(HEX, signature, secret == null ? null : secret.getBytes(UTF_8), body);
    }

    /** AirTable's {@code X-Airtable-Content-MAC}; the secret in Base64 as AirTable gave it for the webhook. */
    public boolean airtable(byte[] body, String macSecretBase64, List<String> contentMac) {
        return matches(AIRTABLE, contentMac, decode(macSecretBase64), body);
    }

    /** GitHub's {@code X-Hub-Signature-256}: hex over the body, behind {@code sha256=}. */
    public boolean github(byte[] body, String secret, List<String> signature) {
        return matches(PREFIXED, signature, secret == null ? null : secret.getBytes(UTF_8), body);
    }

    /**
     * Hex over {@code timestamp.body}, as Convex's kit signs; {@code sha256=} stands before it. A yes vouches for a timestamp
     * of up to 15 digits; whether it is a recent one is for the caller to say.
     */
    public boolean timestamped(byte[] body, String secret, List<String> timestamp, List<String> signature) {
        return single(timestamp)
                .filter(time -> TIMESTAMP.matcher(time).matches())
                .map(time -> (time + ".").getBytes(UTF_8))
                .filter(start -> matches(
                        PREFIXED, signature, secret == null ? null : secret.getBytes(UTF_8), joined(start, body)))
                .isPresent();
    }

    private static byte[] joined(byte[] start, byte[] body) {
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    private static boolean matches(Pattern form, List<String> header, byte[] key, byte[] message) {
        if (key == null || key.length == 0) {
            return false;
        }
        return single(header)
                .map(form::matcher)
                .filter(found -> found.matches())
                .map(found -> HexFormat.of().parseHex(found.group(1)))
                .filter(told -> MessageDigest.isEqual(told, mac(key, message)))
                .isPresent();
    }

    private static byte[] mac(byte[] key, byte[] message) {
        try {
            var mac = MAC.get();
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " refused a key of " + key.length + " bytes", e);
        }
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    private static byte[] decode(String base64) {
        try {
            return base64 == null ? null : Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Optional<String> single(List<String> values) {
        return values != null && values.size() == 1 ? Optional.ofNullable(values.get(0)) : Optional.empty();
    }
}
