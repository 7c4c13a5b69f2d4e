package dev.taskhub.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * A line between a client and an HTTP server on this machine that does to answers what no server can do to its own. A fault
 * counts from the next answer on, also over a connection that is open already.
 */
public final class FaultyLine implements AutoCloseable {

    /** What happens to an answer. */
    public enum Fault {
        NONE,
        /** It sets out a tenth of a second late. */
        LATE,
        /** Nothing of it arrives, and the connection stays. */
        SILENT,
        /** Nothing of it arrives, and the connection is reset. */
        LOST,
        /** The connection is reset after the first byte of its body. */
        RESET,
        /** It ends after the first byte of its body, while the client is still listened to. */
        HALF_CLOSED,
        /** It arrives at 1 kB a second. */
        TRICKLING
    }

    /** What is spoilt: one answer in {@code oneIn}, by these faults in turn. */
    private record Plan(int oneIn, List<Fault> inTurn) {}

    private static final Plan SOUND = new Plan(1, List.of(Fault.NONE));
    private static final String END_OF_HEADERS = "\r\n\r\n";
    /** A connection on which nothing happens is given up: no test waits so long. */
    private static final int LONGEST_SILENCE_MILLIS = 120_000;

    private final IntSupplier target;
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "faulty-line");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answers = new AtomicInteger();
    private final int port;
    private volatile Plan plan = SOUND;
    private volatile ServerSocket door;

    /** @param target gives the port of the server, asked at each connection */
    public FaultyLine(IntSupplier target) {
        this.target = target;
        listen(0);
        this.port = door.getLocalPort();
    }

    /** Where the server seems to be: host and port. */
    public String authority() {
        return "127.0.0.1:" + port;
    }

    /** Spoils all answers alike. */
    public void spoil(Fault fault) {
        spoil(1, fault);
    }

    /** Spoils one answer in {@code oneIn}, by these faults in turn. */
    public void spoil(int oneIn, Fault... inTurn) {
        plan = new Plan(oneIn, List.of(inTurn));
        answers.set(0);
    }

    /** Nobody listens any more, and what is open is reset. */
    public void refuse() {
        hangUp();
    }

    /** Ends all faults. */
    public void heal() {
        plan = SOUND;
        if (door.isClosed()) {
            listen(port);
        }
    }

    /** How many answers have come over the line or should have. */
    public int answers() {
        return answers.get();
    }

    @Override
    public void close() {
        hangUp();
        workers.shutdownNow();
    }

    private void listen(int wanted) {
        try {
            door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServerSocket opened = door;
        workers.execute(() -> accept(opened));
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                Socket client = opened.accept();
                open.add(client);
                workers.execute(() -> connect(client));
            }
        } catch (IOException closed) {
            // as close() and refuse() want it
        }
    }

    private void hangUp() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(FaultyLine::reset);
    }

    private void connect(Socket client) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt())) {
            server.setSoTimeout(LONGEST_SILENCE_MILLIS);
            client.setSoTimeout(LONGEST_SILENCE_MILLIS);
            var asked = new AtomicBoolean();
            workers.execute(() -> answer(server, client, asked));
            byte[] bytes = new byte[8192];
            for (int n = client.getInputStream().read(bytes);
                    n >= 0;
                    n = client.getInputStream().read(bytes)) {
                asked.set(true);
                server.getOutputStream().write(bytes, 0, n);
            }
        } catch (IOException broken) {
            // either end is gone, and then the other one goes too
        } finally {
            open.remove(client);
        }
    }

    private void answer(Socket server, Socket client, AtomicBoolean asked) {
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            var fault = Fault.NONE;
            var held = new ByteArrayOutputStream();
            byte[] bytes = new byte[8192];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                if (asked.getAndSet(false)) {
                    fault = next();
                    held.reset();
                    if (fault == Fault.LATE) {
                        Thread.sleep(100);
                    }
                }
                switch (fault) {
                    case NONE, LATE -> out.write(bytes, 0, n);
                    case SILENT -> {}
                    case LOST -> reset(client);
                    case TRICKLING -> trickle(bytes, n, out);
                    case RESET, HALF_CLOSED -> {
                        held.write(bytes, 0, n);
                        int body = held.toString(StandardCharsets.ISO_8859_1).indexOf(END_OF_HEADERS)
                                + END_OF_HEADERS.length();
                        if (body >= END_OF_HEADERS.length() && held.size() > body) {
                            out.write(held.toByteArray(), 0, body + 1);
                            breakOff(client, fault);
                            return;
                        }
                    }
                }
            }
            client.shutdownOutput();
        } catch (IOException broken) {
            // either end is gone
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault next() {
        Plan now = plan;
        int count = answers.getAndIncrement();
        return count % now.oneIn != now.oneIn - 1 ? Fault.NONE : now.inTurn.get(count / now.oneIn % now.inTurn.size());
    }

    private static void trickle(byte[] bytes, int count, OutputStream out) throws IOException, InterruptedException {
        for (int from = 0; from < count; from += 100) {
            out.write(bytes, from, Math.min(100, count - from));
            out.flush();
            Thread.sleep(100);
        }
    }

    private static void breakOff(Socket client, Fault fault) throws IOException {
        if (fault == Fault.RESET) {
            reset(client);
        } else {
            client.shutdownOutput();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closed) {
            // already
        }
    }
}
