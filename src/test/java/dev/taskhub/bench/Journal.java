package dev.taskhub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Follows the sandbox's journal, which has a line for every change as it is made: to look there costs the hub nothing. */
final class Journal implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PAUSE_NANOS = 1_000_000;

    private final RandomAccessFile file;
    private final Thread reader;
    private volatile boolean open = true;

    /** @param each takes the lines written from now on, {@code {"remote", "key", "value"}} */
    Journal(Path path, Consumer<JsonNode> each) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
        file.seek(file.length());
        reader = new Thread(() -> follow(each), "journal");
        reader.setDaemon(true);
        reader.start();
    }

    private void follow(Consumer<JsonNode> each) {
        var rest = new StringBuilder();
        var bytes = new byte[1 << 16];
        try {
            while (open) {
                int read = file.read(bytes);
                if (read <= 0) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    continue;
                }
                rest.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
                int from = 0;
                for (int end; (end = rest.indexOf("\n", from)) >= 0; from = end + 1) {
                    each.accept(JSON.readTree(rest.substring(from, end).getBytes(StandardCharsets.ISO_8859_1)));
                }
                rest.delete(0, from);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        open = false;
        reader.join();
        file.close();
    }
}
