package dev.taskhub.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Text files that others read while we write them: a reader sees the old text or the new one, never half of either. They
 * can be made again from the store, so nothing waits for the disk: a power failure may leave an older text, or none.
 * Every failure is an {@link UncheckedIOException} that names the file.
 */
public final class AtomicFiles {

    private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

    private AtomicFiles() {}

    /**
     * Makes {@code target} hold {@code text} in UTF-8; parent folders are made, and an equal file is not touched.
     *
     * @return whether the file was written
     */
    public static boolean write(Path target, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (holds(target, bytes)) {
                return false;
            }
            replace(target.toAbsolutePath(), bytes);
            return true;
        } catch (IOException e) {
            throw failed("cannot write", target, e);
        }
    }

    /**
     * Deletes {@code target}.
     *
     * @return whether it was there
     */
    public static boolean delete(Path target) {
        try {
            return Files.deleteIfExists(target);
        } catch (IOException e) {
            throw failed("cannot delete", target, e);
        }
    }

    /**
     * The file called {@code name} directly in {@code folder}.
     *
     * @throws IllegalArgumentException for a name that could lead elsewhere or hide: ASCII letters, digits, {@code - _ .}
     *     only, not first a dot, at most 100
     */
    public static Path inFolder(Path folder, String name) {
        if (!SAFE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name
                            + "\" is no safe file name: use up to 100 ASCII letters, digits, \"-\", \"_\" and \".\", not first a dot");
        }
        return folder.resolve(name);
    }

    /**
     * Removes what a killed process left behind in {@code folder}: our temporary files last touched before {@code
     * limit}. Leave a minute or so, since another hub may be writing right now.
     */
    public static void removeLeftovers(Path folder, Instant limit) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, AtomicFiles::isTemporary)) {
            for (Path leftover : leftovers) {
                if (lastTouched(leftover).isBefore(limit)) {
                    Files.deleteIfExists(leftover);
                }
            }
        } catch (IOException e) {
            throw failed("cannot clean", folder, e);
        }
    }

    private static boolean isTemporary(Path file) {
        return TEMPORARY.matcher(file.getFileName().toString()).matches();
    }

    private static Instant lastTouched(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MAX; // its writer has just finished
        }
    }

    private static boolean holds(Path target, byte[] bytes) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == bytes.length
                && Arrays.equals(Files.readAllBytes(target), bytes);
    }

    private static void replace(Path target, byte[] bytes) throws IOException {
        Files.createDirectories(target.getParent());
        // Files.createTempFile would make a file that only its owner may read
        Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static UncheckedIOException failed(String what, Path path, IOException cause) {
        return new UncheckedIOException(what + " " + path + ": " + cause, cause);
    }
}
