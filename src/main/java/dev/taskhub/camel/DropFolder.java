package dev.taskhub.camel;

import dev.taskhub.claude.RejectionNote;
import dev.taskhub.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.springframework.stereotype.Component;

/** Looks after what becomes of a dropped file: no earlier one is overwritten, and a refused one says why. */
@Component
class DropFolder {

    private static final String REASON = ".reason.txt";

    private final RejectionNote note;

    DropFolder(RejectionNote note) {
        this.note = note;
    }

    /**
     * Renames an earlier file of the same name in {@code .done} or {@code .rejected} after its own time, and its reason
     * with it.
     */
    void makeRoom(Exchange exchange, String folder) throws IOException {
        String name = file(exchange).getFileNameOnly();
        Path target = beside(exchange, folder).resolve(name);
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
    }

    /** Writes {@code <name>.reason.txt} where the refused file will lie. */
    void explain(Exchange exchange) {
        GenericFile<?> file = file(exchange);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        AtomicFiles.write(
                beside(exchange, ".rejected").resolve(file.getFileNameOnly() + REASON),
                note.text(file.getFileNameOnly(), file.getFileLength(), failure));
    }

    private static Path beside(Exchange exchange, String folder) {
        return Path.of(file(exchange).getAbsoluteFilePath()).resolveSibling(folder);
    }

    private static GenericFile<?> file(Exchange exchange) {
        return exchange.getProperty(Exchange.FILE_EXCHANGE_FILE, GenericFile.class);
    }
}
