package dev.taskhub.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One line of JSON per change in a file, rewritten without the outdated ones when it is opened. Lines reach the operating
 * system before {@link #append} returns; a last line cut short by the end of a process belongs to no acknowledged change and
 * is dropped.
 */
final class FileJournal implements SandboxJournal, AutoCloseable {

    /** As it is read; one without a key forgets all that came before for its remote. */
    private record Line(String remote, String key, JsonNode value) {}

    private record NewLine(String remote, String key, Object value) {}

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().findAndAddModules().build();

    private final FileChannel channel;
    private final Map<String, Map<String, JsonNode>> held = new LinkedHashMap<>();

    FileJournal(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file)) {
                read(file);
                rewrite(file);
            }
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox cannot keep its state in " + file, e);
        }
    }

    @Override
    public void append(String remote, String key, Object value) {
        write(new NewLine(remote, key, value));
    }

    @Override
    public synchronized void replay(String remote, BiConsumer<String, JsonNode> each) {
        held.getOrDefault(remote, Map.of()).forEach(each);
        held.remove(remote);
    }

    @Override
    public void clear(String remote) {
        write(new NewLine(remote, null, null));
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    private void write(NewLine line) {
        var bytes = ByteBuffer.wrap(bytes(line));
        synchronized (this) {
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the sandbox cannot keep its state", e);
            }
        }
    }

    private void read(Path file) throws IOException {
        // not Files.lines, which refuses a last line that ends within a character
        try (var reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (var iterator = reader.lines().iterator(); iterator.hasNext(); ) {
                String text = iterator.next();
                try {
                    take(MAPPER.readValue(text, Line.class));
                } catch (JsonProcessingException e) {
                    if (iterator.hasNext()) {
                        throw new IOException("not a line of a sandbox journal: " + text, e);
                    }
                }
            }
        }
    }

    private void take(Line line) {
        if (line.key == null) {
            held.remove(line.remote);
            return;
        }
        var its = held.computeIfAbsent(line.remote, remote -> new LinkedHashMap<>());
        if (line.value == null || line.value.isNull()) {
            its.remove(line.key);
        } else {
            its.put(line.key, line.value);
        }
    }

    private void rewrite(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
            for (var its : held.entrySet()) {
                for (var value : its.getValue().entrySet()) {
                    out.write(bytes(new NewLine(its.getKey(), value.getKey(), value.getValue())));
                }
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] bytes(NewLine line) {
        try {
            return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the sandbox cannot keep " + line.key, e);
        }
    }
}
