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

    private final RejectionNote note;

    DropFolder(RejectionNote note) {
        this.note = note;
    }

    /** Renames an earlier file of the same name in {@code .done} or {@code .rejected} after its own time. */
    void makeRoom(Exchange exchange, String folder) throws IOException {
        Path target = beside(exchange, folder).resolve(file(exchange).getFileNameOnly());
        if (Files.exists(target)) {
            long time = Files.getLastModifiedTime(target).toMillis();
            Files.move(target, target.resolveSibling(time + "-" + target.getFileName()));
        }
    }

    /** Writes {@code <name>.reason.txt} where the refused file will lie. */
    void explain(Exchange exchange) {
        GenericFile<?> file = file(exchange);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        AtomicFiles.write(
                beside(exchange, ".rejected").resolve(file.getFileNameOnly() + ".reason.txt"),
                note.text(file.getFileNameOnly(), file.getFileLength(), failure));
    }

    private static Path beside(Exchange exchange, String folder) {
        return Path.of(file(exchange).getAbsoluteFilePath()).resolveSibling(folder);
    }

    private static GenericFile<?> file(Exchange exchange) {
        return exchange.getProperty(Exchange.FILE_EXCHANGE_FILE, GenericFile.class);
    }
}
