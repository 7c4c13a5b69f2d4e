package dev.taskhub.security;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The secrets an operator may give; whatever is left out is generated at the first start.
 *
 * @param adminPassword password of the user {@code admin}, at most 72 bytes
 * @param token what machines send as {@code Authorization: Bearer <token>}
 * @param encryptionKey 32 bytes in Base64, under which secrets are stored
 */
@ConfigurationProperties("taskhub.security")
public record SecuritySettings(String adminPassword, String token, String encryptionKey) {

    /** Names no secret, so that settings may be printed. */
    @Override
    public String toString() {
        return "SecuritySettings[hidden]";
    }
}
