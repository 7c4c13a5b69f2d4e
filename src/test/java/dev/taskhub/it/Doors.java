package dev.taskhub.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hub's own doors, as somebody outside uses them. */
final class Doors {

    private static final String SECRET = "sandbox";

    private final String url;
    private final Path inbox;
    private final HttpClient client = HttpClient.newHttpClient();

    Doors(String url, Path home) {
        this.url = url;
        this.inbox = home.resolve("inbox/todowrite");
    }

    /** Posts AirTable's plain form, signed, and returns the answer's status. */
    int post(String type, Map<String, Object> task) throws IOException {
        String body = Remotes.text(Map.of("type", type, "task", task));
        return post(body, signature(body));
    }

    int post(String body, String signature) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + "/webhook/airtable"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("X-Airtable-Signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        return send(request);
    }

    /** The status of a page. */
    int get(String path) throws IOException {
        return send(page(path).build());
    }

    private HttpRequest.Builder page(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
    }

    /** What a page says to the admin; it has to say so with status 200. */
    String page(String path, String password) throws IOException {
        String login = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        var answer = answer(page(path).header("Authorization", "Basic " + login).build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** Drops a todo file, whole at once. */
    void drop(String name, byte[] content) {
        try {
            Files.createDirectories(inbox);
            Path part = inbox.resolve(name + ".part");
            Files.write(part, content);
            Files.move(part, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that the hub has put away, in {@code .done} or {@code .rejected}. */
    Path putAway(String folder, String name) {
        return inbox.resolve(folder).resolve(name);
    }

    static String signature(String body) {
        return signature(SECRET, body);
    }

    static String signature(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private int send(HttpRequest request) throws IOException {
        return answer(request).statusCode();
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
