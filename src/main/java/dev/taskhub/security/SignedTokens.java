package dev.taskhub.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Access tokens: JWTs (RFC 7519) of HMAC-SHA256 that name the session and end after a quarter of an hour. */
@Component
class SignedTokens {

    static final Duration LIFE = Duration.ofMinutes(15);

    private static final String ISSUER = "taskhub";
    private static final String HMAC = "HmacSHA256";

    private final byte[] key;
    private final Clock clock;

    /** Signs with a key of its own that is derived from the hub's. */
    SignedTokens(EncryptionKey hubKey, Clock clock) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(hubKey.bytes(), HMAC));
            this.key = mac.doFinal("access tokens".getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
        this.clock = clock;
    }

    /** A token of this session. */
    String issue(String session) {
        long now = clock.instant().getEpochSecond();
        var token = new JWSObject(
                new JWSHeader(JWSAlgorithm.HS256),
                new Payload(Map.of("iss", ISSUER, "sid", session, "iat", now, "exp", now + LIFE.toSeconds())));
        try {
            token.sign(new MACSigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("an access token cannot be signed", e);
        }
        return token.serialize();
    }

    /** The session that a token of ours names; empty when it is none, altered or over. */
    Optional<String> session(String token) {
        try {
            var signed = JWSObject.parse(token);
            Map<String, Object> claims = signed.getPayload().toJSONObject();
            boolean ours = signed.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                    && signed.verify(new MACVerifier(key))
                    && ISSUER.equals(claims.get("iss"))
                    && claims.get("exp") instanceof Number end
                    && end.longValue() > clock.instant().getEpochSecond();
            return ours ? Optional.ofNullable((String) claims.get("sid")) : Optional.empty();
        } catch (ParseException | JOSEException notOurs) {
            return Optional.empty();
        }
    }
}
