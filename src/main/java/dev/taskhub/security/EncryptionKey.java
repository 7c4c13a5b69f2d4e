package dev.taskhub.security;

import dev.taskhub.config.InvalidConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The key under which secrets are stored: the configured one, else that of a file only the hub's user can read. */
@Component
final class EncryptionKey {

    private static final int BYTES = 32;

    private final byte[] bytes;

    @Autowired
    EncryptionKey(SecuritySettings settings, @Value("${taskhub.home}") String home) {
        // Spring's own conversion to Path would look for "." on the class path first.
        this(settings.encryptionKey(), Path.of(home, "data", "encryption.key"));
    }

    /**
     * Takes the configured key, else reads the file, else makes the file.
     *
     * @throws InvalidConfiguration when the key is not 32 bytes in Base64
     */
    EncryptionKey(String configured, Path file) {
        if (configured != null && !configured.isBlank()) {
            bytes = decode(configured, "TASKHUB_ENCRYPTION_KEY");
        } else {
            try {
                if (Files.notExists(file)) {
                    write(file);
                }
                bytes = decode(Files.readString(file), file.toString());
            } catch (IOException e) {
                throw new UncheckedIOException("the key file " + file + " can be neither read nor made", e);
            }
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    private static byte[] decode(String text, String where) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw unusable(where);
        }
        if (key.length != BYTES) {
            throw unusable(where);
        }
        return key;
    }

    private static InvalidConfiguration unusable(String where) {
        return new InvalidConfiguration(
                where + " is not a key of " + BYTES + " bytes in Base64",
                "Use the key that the hub had before. If it never had one, make it with \"openssl rand -base64 32\".");
    }

    /** Whole or not at all: half a key would shut the hub out of its own secrets. */
    private static void write(Path file) throws IOException {
        var key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.toAbsolutePath().getParent());
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(draft, options, ownerOnly())) {
            channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(key)));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
