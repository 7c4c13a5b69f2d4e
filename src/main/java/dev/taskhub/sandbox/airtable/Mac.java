package dev.taskhub.sandbox.airtable;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/** The signature of a ping. */
final class Mac {

    private Mac() {}

    /** The value of {@code X-Airtable-Content-MAC}: HMAC-SHA256 of the body under the decoded secret, in lower-case hex. */
    static String of(String secretBase64, byte[] body) {
        try {
            var mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secretBase64), "HmacSHA256"));
            return "hmac-sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
