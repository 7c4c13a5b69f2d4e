package dev.taskhub.camel;

import dev.taskhub.claude.RejectionNote;
import dev.taskhub.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts a dropped file away once it was dealt with: no earlier one is overwritten, a refused one says why, and one that
 * somebody has written anew meanwhile stays, for it was not read yet.
 */
@Component
class DropFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final String REASON = ".reason.txt";

    private final RejectionNote note;

    DropFolder(RejectionNote note) {
        this.note = note;
    }

    /** Moves a file that was taken to {@code .done}. */
    void done(Exchange exchange) throws IOException {
        var file = Dropped.of(exchange);
        if (file.isAsRead(file.path)) {
            Path target = room(file, ".done");
            putAway(file, target);
        }
    }

    /** Moves a file that cannot be taken to {@code .rejected}, with {@code <name>.reason.txt} beside it. */
    void reject(Exchange exchange) throws IOException {
        var file = Dropped.of(exchange);
        if (file.isAsRead(file.path)) {
            Path target = room(file, ".rejected");
            Path reason = target.resolveSibling(file.name() + REASON);
            Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
            AtomicFiles.write(reason, note.text(file.name(), file.size, failure));
            if (putAway(file, target)) {
                LOG.warn("{} is rejected; {} says why", file.path, reason);
            } else {
                Files.delete(reason);
            }
        }
    }

    /**
     * The path of the file in {@code folder}. An earlier file of that name there is renamed after its own time, and its
     * reason with it.
     */
    private static Path room(Dropped file, String folder) throws IOException {
        String name = file.name();
        Path target = Files.createDirectories(file.path.resolveSibling(folder)).resolve(name);
        if (Files.exists(target)) {
            long time = Files.getLastModifiedTime(target).toMillis();
            while (Files.exists(target.resolveSibling(time + "-" + name))) {
                time++;
            }
            Files.move(target, target.resolveSibling(time + "-" + name));
            Path reason = target.resolveSibling(name + REASON);
            if (Files.exists(reason)) {
                Files.move(reason, target.resolveSibling(time + "-" + name + REASON));
            }
        }
        return target;
    }

    /** Only what lies in the target can be compared without a writer in between, so it is moved back if need be. */
    private static boolean putAway(Dropped file, Path target) throws IOException {
        Files.move(file.path, target);
        boolean asRead = file.isAsRead(target);
        if (!asRead && Files.notExists(file.path)) {
            Files.move(target, file.path);
        }
        return asRead;
    }

    /** The file as it was when reading began: its size in bytes and when it was last changed. */
    private record Dropped(Path path, long size, long changedAt) {

        static Dropped of(Exchange exchange) {
            var message = exchange.getMessage();
            return new Dropped(
                    Path.of(message.getHeader(Exchange.FILE_PATH, String.class)).toAbsolutePath(),
                    message.getHeader(Exchange.FILE_LENGTH, Long.class),
                    message.getHeader(Exchange.FILE_LAST_MODIFIED, Long.class));
        }

        String name() {
            return path.getFileName().toString();
        }

        /** Whether what lies at {@code place} is what was read. */
        boolean isAsRead(Path place) throws IOException {
            return Files.exists(place)
                    && Files.size(place) == size
                    && Files.getLastModifiedTime(place).toMillis() == changedAt;
        }
    }
}
