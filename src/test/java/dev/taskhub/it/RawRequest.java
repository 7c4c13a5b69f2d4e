package dev.taskhub.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** A request as bytes, so that it can be sent as a client on a bad line does. Each way returns the answer's first line. */
record RawRequest(byte[] bytes) {

    private static final int ANSWER_WITHIN_MILLIS = 20_000;

    static RawRequest post(String path, String body, String... headers) {
        String head = "POST " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        return new RawRequest((head + body).getBytes(StandardCharsets.UTF_8));
    }

    /** One that says it has a gigabyte, of which this much is there. */
    static RawRequest endless(String path, int bytes) {
        String head = "POST " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n";
        return new RawRequest((head + "x".repeat(bytes)).getBytes(StandardCharsets.UTF_8));
    }

    /** The same without its last bytes. */
    RawRequest cut() {
        return new RawRequest(Arrays.copyOf(bytes, bytes.length - 5));
    }

    /** At once. */
    String send(int port) throws IOException {
        try (var socket = connect(port)) {
            socket.getOutputStream().write(bytes);
            return answer(socket);
        }
    }

    /** A tenth at a time. */
    String trickle(int port) throws IOException {
        try (var socket = connect(port)) {
            int part = bytes.length / 10 + 1;
            for (int from = 0; from < bytes.length; from += part) {
                socket.getOutputStream().write(bytes, from, Math.min(part, bytes.length - from));
                LockSupport.parkNanos(30_000_000);
            }
            return answer(socket);
        }
    }

    /** At once, and then nothing more will come; the answer is waited for. */
    String halfClose(int port) throws IOException {
        try (var socket = connect(port)) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            return answer(socket);
        }
    }

    /** At once, and gone without waiting for an answer. */
    void breakOff(int port) throws IOException {
        try (var socket = connect(port)) {
            socket.getOutputStream().write(bytes);
        }
    }

    String path() {
        return new String(bytes, StandardCharsets.UTF_8).split(" ")[1];
    }

    @Override
    public String toString() {
        return path();
    }

    private static Socket connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String line = answer.readLine();
        return line == null ? "" : line;
    }
}
