package dev.taskhub.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/** Keeps secrets unreadable at rest: AES-256-GCM under the hub's own key, each time with a fresh nonce. */
@Component
public final class Secrets {

    private static final String FORM = "v1:";
    private static final int NONCE_BYTES = 16;

    private final BytesEncryptor encryptor;

    Secrets(EncryptionKey key) {
        this.encryptor = new AesBytesEncryptor(
                new SecretKeySpec(key.bytes(), "AES"), KeyGenerators.secureRandom(NONCE_BYTES), CipherAlgorithm.GCM);
    }

    /** The secret in a form that may be stored; different each time. */
    public String encrypt(String secret) {
        return FORM + Base64.getEncoder().encodeToString(encryptor.encrypt(secret.getBytes(UTF_8)));
    }

    /**
     * The secret that {@link #encrypt} was given.
     *
     * @throws IllegalStateException when it was stored under another key, or altered
     */
    public String decrypt(String stored) {
        if (!stored.startsWith(FORM)) {
            throw new IllegalStateException(
                    "a stored secret does not begin with " + FORM + ": it was not stored by the hub");
        }
        try {
            return new String(encryptor.decrypt(Base64.getDecoder().decode(stored.substring(FORM.length()))), UTF_8);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "a stored secret cannot be read: it was stored under another key, or altered."
                            + " Start the hub with the earlier TASKHUB_ENCRYPTION_KEY or data/encryption.key",
                    e);
        }
    }
}
