package dev.taskhub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole sandbox over real HTTP. */
class SandboxHttpTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String BASE = "/airtable/v0/app3tpP9F3BrP1P7j";
    private static final String UPSERT =
            "{\"performUpsert\":{\"fieldsToMergeOn\":[\"name\"]},\"records\":[{\"fields\":{\"name\":\"written\"}}]}";

    private static SandboxServer server;
    private static HttpServer hub;
    private static final BlockingQueue<String[]> PINGS = new LinkedBlockingQueue<>();
    private static final AtomicInteger HUB_ANSWER = new AtomicInteger();

    private record Answer(int status, JsonNode json) {}

    @BeforeAll
    static void start() throws IOException {
        server = SandboxServer.start("taskhub.sandbox.seed=false");
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            PINGS.add(new String[] {exchange.getRequestHeaders().getFirst("X-Airtable-Content-MAC"), body});
            exchange.sendResponseHeaders(HUB_ANSWER.get(), -1);
            exchange.close();
        });
        hub.start();
    }

    @AfterAll
    static void stop() {
        hub.stop(0);
        server.close();
    }

    @BeforeEach
    void reset() throws Exception {
        call("POST", "/control/reset", null);
        settings(
                "{\"airtable\":{\"requestsPerSecond\":0,\"penaltySeconds\":30,\"pingRetryMillis\":0},\"faults\":[],\"seed\":1}");
        call("DELETE", "/control/requests", null);
        HUB_ANSWER.set(204);
        PINGS.clear();
    }

    @Test
    void toleratesSlashesQuestionMarksBracketsAndMissingContentTypes() throws Exception {
        var created = call("POST", BASE + "/Tasks/?", "{\"fields\":{\"name\":\"a b\",\"status\":\"Pending\"}}");
        String id = created.json.get("id").asText();

        assertThat(created.status).isEqualTo(200);
        assertThat(call("GET", BASE + "/Tasks/" + id + "?", null).json).isEqualTo(created.json);
        assertThat(call("GET", BASE + "/tblTasks000000001/?fields%5B%5D=name&method=get&pageSize=1", null)
                        .json
                        .get("records"))
                .hasSize(1);
        assertThat(call(
                                "GET",
                                BASE + "/Tasks?filterByFormula=%7Bname%7D%3D%27a+b%27&sort%5B0%5D%5Bdirection%5D=asc"
                                        + "&sort%5B0%5D%5Bfield%5D=name&returnFieldsByFieldId=1",
                                null)
                        .json
                        .at("/records/0/fields/fldTasks000000001")
                        .asText())
                .isEqualTo("a b");
        var posted = call(
                "POST",
                BASE + "/Tasks/listRecords?timeZone=utc&userLocale=de",
                "{\"fields\":[\"status\"],\"method\":\"post\"}");
        assertThat(posted.json.at("/records/0/fields").toString()).isEqualTo("{\"status\":\"Pending\"}");
        assertThat(call("DELETE", BASE + "/Tasks?records%5B%5D=" + id, null)
                        .json
                        .toString())
                .isEqualTo("{\"records\":[{\"id\":\"" + id + "\",\"deleted\":true}]}");
    }

    @Test
    void takesATableNameWithAnEncodedSlashAsOneSegment() throws Exception {
        call(
                "POST",
                "/airtable/v0/meta/bases/app3tpP9F3BrP1P7j/tables",
                "{\"name\":\"Parts/Spares 100%\",\"fields\":[{\"name\":\"Name\",\"type\":\"singleLineText\"}]}");

        assertThat(call("GET", BASE + "/Parts%2FSpares%20100%25", null).json.toString())
                .isEqualTo("{\"records\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sandbox/..;/actuator/jolokia",
                "/sandbox/..;/actuator/hawtio/user",
                "/sandbox/..;/api/status",
                "/sandbox/airtable/..;x=y/../actuator/jolokia",
                "/sandbox/control/state;x=y"
            })
    void leadsNowhereElse(String address) throws Exception {
        var there = URI.create(server.url());
        try (var socket = new Socket(there.getHost(), there.getPort())) {
            var request = "GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            assertThat(answer.readLine()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void isNotResetByAPageOfAnotherOrigin() throws Exception {
        call("POST", BASE + "/Tasks", "{\"fields\":{\"name\":\"stays\"}}");
        var request = HttpRequest.newBuilder(URI.create(server.url() + "/control/reset"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.noBody());

        assertThat(CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(415);
        assertThat(call("GET", BASE + "/Tasks", null).json.get("records")).hasSize(1);
    }

    @Test
    void takesATableNameWithASemicolon() throws Exception {
        call(
                "POST",
                "/airtable/v0/meta/bases/app3tpP9F3BrP1P7j/tables",
                "{\"name\":\"Parts;Spares\",\"fields\":[{\"name\":\"Name\",\"type\":\"singleLineText\"}]}");

        assertThat(call("GET", BASE + "/Parts%3BSpares", null).json.toString()).isEqualTo("{\"records\":[]}");
    }

    @Test
    void answersErrorsInTheVendorsThreeShapes() throws Exception {
        assertThat(send("GET", BASE + "/Tasks", null, "Bearer keyOld").body())
                .isEqualTo(
                        "{\"error\":{\"type\":\"AUTHENTICATION_REQUIRED\",\"message\":\"Authentication required\"}}");
        assertThat(call("GET", "/airtable/v0/nowhere", null))
                .isEqualTo(new Answer(404, JSON.readTree("{\"error\":\"NOT_FOUND\"}")));
        assertThat(call("GET", BASE + "/Tasks/recShort", null))
                .isEqualTo(new Answer(404, JSON.readTree("{\"error\":\"NOT_FOUND\"}")));
        assertThat(call("GET", BASE + "/Nope", null).status).isEqualTo(403);
        assertThat(call("POST", BASE + "/Tasks", "{broken").status).isEqualTo(400);
        assertThat(call("GET", BASE + "/Tasks?x=" + "y".repeat(16_000), null).status)
                .isEqualTo(413);
        settings("{\"airtable\":{\"monthlyQuotaUsedUp\":true}}");
        assertThat(call("GET", BASE + "/Tasks", null).json.at("/errors/0/error").asText())
                .isEqualTo("PUBLIC_API_BILLING_LIMIT_EXCEEDED");
        assertThat(call("GET", "/airtable/v0/meta/whoami", null).json.get("id").asText())
                .isEqualTo("usrSANDBOX0000000");
        settings("{\"airtable\":{\"monthlyQuotaUsedUp\":false}}");
    }

    @Test
    void barsABaseThatIsAskedTooOften() throws Exception {
        settings("{\"airtable\":{\"requestsPerSecond\":1,\"errorShape\":\"A\",\"retryAfter\":true}}");
        int status = 200;
        HttpResponse<String> answer = null;
        // the window may end between two requests
        for (int i = 0; i < 100 && status == 200; i++) {
            answer = send("GET", "/airtable/v0/bases/app3tpP9F3BrP1P7j/webhooks", null, "Bearer patX");
            status = answer.statusCode();
        }
        settings("{\"airtable\":{\"errorShape\":\"C\",\"retryAfter\":false}}");

        assertThat(status).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
        assertThat(JSON.readTree(answer.body()).at("/error/type").asText()).isEqualTo("RATE_LIMIT_REACHED");
        assertThat(call("GET", BASE + "/Tasks", null).json.at("/errors/0/error").asText())
                .isEqualTo("RATE_LIMIT_REACHED");
        assertThat(send("GET", BASE + "/Tasks", null, "Bearer patByHand").statusCode())
                .as("a person at AirTable's own pages")
                .isEqualTo(200);
        assertThat(call("GET", "/control/settings", null).status).isEqualTo(200);
    }

    @Test
    void losesTheAnswerAfterTheWriteHappened() throws Exception {
        fault("500-after-commit", "");
        assertThat(call("POST", BASE + "/Tasks", "{\"fields\":{\"name\":\"written\"}}").status)
                .isEqualTo(500);

        settings("{\"faults\":[]}");
        assertThat(call("GET", BASE + "/Tasks", null)
                        .json
                        .at("/records/0/fields/name")
                        .asText())
                .isEqualTo("written");
    }

    @Test
    void failsBeforeTheWriteHappens() throws Exception {
        for (String kind : new String[] {"429", "500", "502", "503"}) {
            fault(kind, "");
            assertThat(send("POST", BASE + "/Tasks", "{\"fields\":{}}", "Bearer patX")
                            .statusCode())
                    .isEqualTo(Integer.parseInt(kind));
        }
        settings("{\"faults\":[]}");

        assertThat(call("GET", "/control/state", null).json.at("/airtable/app3tpP9F3BrP1P7j/Tasks"))
                .isEmpty();
        assertThat(call("GET", "/control/requests", null).json.at("/airtable").toString())
                .isEqualTo("{\"POST /v0/app3tpP9F3BrP1P7j/Tasks\":4}");
    }

    @Test
    void saysHowLongToStayAwayWhenTold() throws Exception {
        for (String kind : new String[] {"429", "503"}) {
            fault(kind, ",\"seconds\":6.5");
            assertThat(send("GET", BASE + "/Tasks", null, "Bearer patX")
                            .headers()
                            .firstValue("Retry-After"))
                    .contains("7");
            fault(kind, "");
            assertThat(send("GET", BASE + "/Tasks", null, "Bearer patX")
                            .headers()
                            .firstValue("Retry-After"))
                    .isEmpty();
        }
    }

    @Test
    void losesTheConnectionAfterTheWriteHappened() throws Exception {
        fault("reset-after-commit", "");
        assertThatThrownBy(() -> call("PATCH", BASE + "/Tasks", UPSERT)).isInstanceOf(IOException.class);

        settings("{\"faults\":[]}");
        assertThat(names()).containsExactly("written");
    }

    @Test
    void answersWithHalfOfTheJsonThoughTheWriteHappened() throws Exception {
        fault("cut-json", "");
        var half = send("PATCH", BASE + "/Tasks", UPSERT, "Bearer patX");

        assertThat(half.statusCode()).isEqualTo(200);
        assertThat(half.body()).startsWith("{\"records\":[").doesNotEndWith("}");
        settings("{\"faults\":[]}");
        assertThat(names()).containsExactly("written");
    }

    @Test
    void answersWithAWebPageAndDoesNothing() throws Exception {
        fault("html", "");
        var page = send("PATCH", BASE + "/Tasks", UPSERT, "Bearer patX");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).startsWith("<html>");
        settings("{\"faults\":[]}");
        assertThat(names()).isEmpty();
    }

    @Test
    void answersAsItDidTheLastTimeThoughTheWriteHappened() throws Exception {
        settings("{\"faults\":[{\"remote\":\"airtable\",\"kind\":\"repeated-answer\",\"rate\":0}]}");
        assertThat(names()).isEmpty();

        fault("repeated-answer", "");
        assertThat(call("PATCH", BASE + "/Tasks", UPSERT).json.get("createdRecords"))
                .as("asked for the first time")
                .hasSize(1);
        assertThat(call("PATCH", BASE + "/Tasks", UPSERT).json.get("createdRecords"))
                .as("asked for again")
                .hasSize(1);
        assertThat(names()).isEmpty();

        settings("{\"faults\":[]}");
        assertThat(names()).containsExactly("written");
        assertThat(call("PATCH", BASE + "/Tasks", UPSERT).json.get("createdRecords"))
                .isEmpty();
    }

    /** The names of all records, as AirTable shows them. */
    private static List<String> names() throws Exception {
        return call("GET", BASE + "/Tasks", null).json.findValuesAsText("name");
    }

    @Test
    void breaksTheConnectionForResetTimeoutAndCutBody() throws Exception {
        for (String kind : new String[] {"reset", "timeout", "cut-body"}) {
            fault(kind, ",\"seconds\":0");
            assertThatThrownBy(() -> call("GET", BASE + "/Tasks", null))
                    .as(kind)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesSettingsItDoesNotKnow() throws Exception {
        assertThat(call("PUT", "/control/settings", "{\"mars\":{}}").status).isEqualTo(400);
        assertThat(call(
                                "PUT",
                                "/control/settings",
                                "{\"faults\":[{\"remote\":\"airtable\",\"kind\":\"bang\",\"rate\":1}]}")
                        .status)
                .isEqualTo(400);
    }

    @Test
    void pingsWithAMacAndThePayloadCanBeRead() throws Exception {
        JsonNode hook = hook();
        call("POST", BASE + "/Tasks", "{\"fields\":{\"name\":\"heard\"}}");

        String[] ping = PINGS.poll(10, TimeUnit.SECONDS);

        assertThat(ping).isNotNull();
        assertThat(ping[1])
                .matches("\\{\"base\":\\{\"id\":\"app3tpP9F3BrP1P7j\"},\"webhook\":\\{\"id\":\"ach\\w{14}\"},"
                        + "\"timestamp\":\"[-\\d]+T[:.\\d]+Z\"}");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                Base64.getDecoder().decode(hook.get("macSecretBase64").asText()), "HmacSHA256"));
        assertThat(ping[0])
                .isEqualTo("hmac-sha256="
                        + HexFormat.of().formatHex(mac.doFinal(ping[1].getBytes(StandardCharsets.UTF_8))));
        var payloads = call(
                "GET",
                "/airtable/v0/bases/app3tpP9F3BrP1P7j/webhooks/"
                        + hook.get("id").asText() + "/payloads",
                null);
        assertThat(payloads.json.at("/payloads/0/changedTablesById/tblTasks000000001/createdRecordsById"))
                .hasSize(1);
    }

    @Test
    void switchesNotificationsOffAfterThirteenRepetitions() throws Exception {
        HUB_ANSWER.set(405);
        String id = hook().get("id").asText();
        call("POST", BASE + "/Tasks", "{\"fields\":{\"name\":\"unheard\"}}");
        for (int i = 0; i <= 13; i++) {
            assertThat(PINGS.poll(10, TimeUnit.SECONDS)).as("ping " + i).isNotNull();
        }

        JsonNode listed = hookOnceDisabled();
        assertThat(listed.at("/lastNotificationResult/retryNumber").asInt()).isEqualTo(13);
        assertThat(listed.at("/lastNotificationResult/willBeRetried").asBoolean(true))
                .isFalse();
        assertThat(listed.get("cursorForNextPayload").asInt()).isEqualTo(2);

        HUB_ANSWER.set(200);
        var enabled = call(
                "POST",
                "/airtable/v0/bases/app3tpP9F3BrP1P7j/webhooks/" + id + "/enableNotifications",
                "{\"enable\":true}");
        assertThat(enabled.json.toString()).isEqualTo("{}");
        call("POST", BASE + "/Tasks", "{\"fields\":{\"name\":\"heard\"}}");
        assertThat(PINGS.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void doublesPingsWhenTold() throws Exception {
        hook();
        fault("double-ping", "");
        call("POST", BASE + "/Tasks", "{\"fields\":{\"name\":\"x\"}}");

        assertThat(PINGS.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(PINGS.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void letsOnlyItsAuthorChangeAComment() throws Exception {
        String id = call("POST", BASE + "/Tasks", "{\"fields\":{\"name\":\"a\"}}")
                .json
                .get("id")
                .asText();
        String comments = BASE + "/Tasks/" + id + "/comments";
        var byHand = callAs("patByHand", "POST", comments, "{\"text\":\"mine\"}");
        String own =
                call("POST", comments, "{\"text\":\"ours\"}").json.get("id").asText();
        String foreign = byHand.json.get("id").asText();

        assertThat(byHand.json.at("/author/name").asText()).isEqualTo("Hanna Byhand");
        var refused = call("PATCH", comments + "/" + foreign, "{\"text\":\"ours\"}");
        assertThat(refused.status).isEqualTo(403);
        assertThat(refused.json.at("/error/type").asText()).isEqualTo("INVALID_PERMISSIONS");
        assertThat(call("DELETE", comments + "/" + foreign, null).status).isEqualTo(403);
        assertThat(call("PATCH", comments + "/" + own, "{\"text\":\"still ours\"}").status)
                .isEqualTo(200);
        assertThat(call("DELETE", comments + "/" + own, null).status).isEqualTo(200);
    }

    @Test
    void keepsCommentsAndUploads() throws Exception {
        call(
                "POST",
                "/airtable/v0/meta/bases/app3tpP9F3BrP1P7j/tables/tblTasks000000001/fields",
                "{\"name\":\"files\",\"type\":\"multipleAttachments\"}");
        String id = call("POST", BASE + "/Tasks", "{\"fields\":{\"name\":\"a\"}}")
                .json
                .get("id")
                .asText();

        var comment = call("POST", BASE + "/Tasks/" + id + "/comments", "{\"text\":\"Hi @[usrSANDBOX0000000]\"}");
        assertThat(comment.json.at("/mentioned/usrSANDBOX0000000/type").asText())
                .isEqualTo("user");
        var comments = call("GET", BASE + "/Tasks/" + id + "/comments", null);
        assertThat(comments.json.get("comments")).hasSize(1);
        assertThat(comments.json.has("offset")).isTrue();
        assertThat(call("GET", BASE + "/Tasks?recordMetadata[]=commentCount".replace("[]", "%5B%5D"), null)
                        .json
                        .at("/records/0/commentCount")
                        .asInt())
                .isEqualTo(1);

        var upload = call(
                "POST",
                BASE + "/" + id + "/files/uploadAttachment",
                "{\"contentType\":\"text/plain\",\"file\":\"aGVs\\nbG8=\\n\",\"filename\":\"a b.txt\"}");
        JsonNode file = upload.json.get("fields").elements().next().get(0);
        assertThat(upload.json.get("fields").fieldNames().next()).startsWith("fld");
        assertThat(file.get("size").asInt()).isEqualTo(5);
        var download = CLIENT.send(
                HttpRequest.newBuilder(URI.create(file.get("url").asText())).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(download.body()).isEqualTo("hello");
        assertThat(download.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(download.headers().firstValue("Content-Disposition")).contains("attachment");
    }

    @Test
    void opensNothingBesideTheSandbox() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url().replace("/sandbox", "/actuator")))
                .build();

        assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    private static JsonNode hook() throws Exception {
        return call(
                        "POST",
                        "/airtable/v0/bases/app3tpP9F3BrP1P7j/webhooks",
                        "{\"notificationUrl\":\"http://127.0.0.1:"
                                + hub.getAddress().getPort()
                                + "/ping\",\"specification\":{\"options\":{\"filters\":{\"dataTypes\":[\"tableData\"]}}}}")
                .json;
    }

    /** The last ping has reached the hub, its outcome is noted a moment later. */
    private static JsonNode hookOnceDisabled() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        JsonNode hook;
        do {
            hook = call("GET", "/airtable/v0/bases/app3tpP9F3BrP1P7j/webhooks", null)
                    .json
                    .at("/webhooks/0");
        } while (hook.get("areNotificationsEnabled").asBoolean() && System.nanoTime() < end);
        assertThat(hook.get("areNotificationsEnabled").asBoolean()).isFalse();
        return hook;
    }

    private static void fault(String kind, String more) throws Exception {
        settings("{\"faults\":[{\"remote\":\"airtable\",\"kind\":\"" + kind + "\",\"rate\":1" + more + "}]}");
    }

    private static void settings(String json) throws Exception {
        assertThat(call("PUT", "/control/settings", json).status).isEqualTo(200);
    }

    private static Answer call(String method, String path, String body) throws Exception {
        return callAs("patX.y", method, path, body);
    }

    private static Answer callAs(String token, String method, String path, String body) throws Exception {
        var answer = send(method, path, body, "Bearer " + token);
        return new Answer(answer.statusCode(), answer.body().isEmpty() ? null : JSON.readTree(answer.body()));
    }

    /** Without a content type but for the control, as some clients do. */
    private static HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", token)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (path.startsWith("/control")) {
            request.header("Content-Type", "application/json");
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
