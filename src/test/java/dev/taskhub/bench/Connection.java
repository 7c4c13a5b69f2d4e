package dev.taskhub.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One kept-alive HTTP/1.1 connection that sends ready-made bytes and does no more with the answer than it must. */
final class Connection implements AutoCloseable {

    private static final String LENGTH = "\r\nContent-Length: ";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[16 * 1024];
    private int filled;

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends a request and returns the status of its answer, which has been read to its end. */
    int exchange(byte[] request) throws IOException {
        out.write(request);
        filled = 0;
        int body = lineEnd(0, "\r\n\r\n");
        String head = new String(buffer, 0, body, StandardCharsets.ISO_8859_1);
        if (!head.startsWith("HTTP/1.1 ")) {
            throw new IOException("not the head of an answer: " + head);
        }
        int length = head.indexOf(LENGTH);
        if (length >= 0) {
            int value = length + LENGTH.length();
            fillTo(body + Integer.parseInt(head.substring(value, head.indexOf('\r', value))));
        } else if (head.contains("\r\nTransfer-Encoding: chunked")) {
            readChunks(body);
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    private void readChunks(int start) throws IOException {
        int at = start;
        int size;
        do {
            int data = lineEnd(at, "\r\n");
            size = Integer.parseInt(new String(buffer, at, data - 2 - at, StandardCharsets.ISO_8859_1), 16);
            at = data + size + 2;
            fillTo(at);
        } while (size > 0);
    }

    /** The place after the next {@code end} from {@code from} on. */
    private int lineEnd(int from, String end) throws IOException {
        byte[] wanted = end.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = from; ; at++) {
            fillTo(at + wanted.length);
            if (Arrays.equals(buffer, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at + wanted.length;
            }
        }
    }

    private void fillTo(int wanted) throws IOException {
        if (wanted > buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * wanted);
        }
        while (filled < wanted) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                throw new EOFException("the hub closed the connection");
            }
            filled += read;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
