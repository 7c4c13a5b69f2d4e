package dev.taskhub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around a call in the two eras of the protocol, as it goes over the wire. */
class McpErasTest extends McpTestHub {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODERN = "2026-07-28";
    private static final String META = "\"io.modelcontextprotocol/protocolVersion\":\"%s\"".formatted(MODERN);
    private static final String CAPABILITIES = "\"io.modelcontextprotocol/clientCapabilities\":{}";
    private static final String WHOLE_META = "\"_meta\":{" + META + "," + CAPABILITIES + "}";

    @BeforeEach
    void empty() {
        clear();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-11-05, 2024-11-05",
        "2025-03-26, 2025-03-26",
        "2025-06-18, 2025-06-18",
        "2025-11-25, 2025-11-25",
        "2026-07-28, 2025-11-25",
        "1999-01-01, 2025-11-25"
    })
    void settlesOnARevisionWithWhoeverGreetsIt(String asked, String settled) throws Exception {
        JsonNode result =
                result(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                        + asked + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"x\",\"version\":\"1\"}}}"));

        assertThat(result.path("protocolVersion").asText()).isEqualTo(settled);
        assertThat(result.at("/serverInfo/name").asText()).isEqualTo("taskhub");
        assertThat(result.path("instructions").asText()).contains("next_task").hasSizeLessThan(2_000);
        assertThat(result.has("resultType")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void answersEveryEarlierRevisionWithoutWhatIsNew(String version) throws Exception {
        String[] headers = version.isEmpty() ? new String[0] : new String[] {"MCP-Protocol-Version", version};

        JsonNode tools = result(post(message("tools/list", "{}"), headers));
        assertThat(tools.path("tools")).hasSize(13);
        assertThat(tools.has("ttlMs")).isFalse();
        assertThat(result(post(message("ping", "{}"), headers))).isEmpty();
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", headers))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(202))
                .satisfies(answer -> assertThat(answer.body()).isEmpty());
        assertThat(error(post(message("no/such", "{}"), headers)).path("code").asInt())
                .isEqualTo(-32601);
    }

    @Test
    void saysWhatItIsWhenAskedWithoutAGreeting() throws Exception {
        JsonNode result = result(modern("server/discover", null));

        assertThat(result.path("supportedVersions"))
                .extracting(JsonNode::asText)
                .containsExactly(MODERN, "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");
        assertThat(result.path("capabilities").has("tools")).isTrue();
        assertThat(result.at("/capabilities/tools/listChanged").asBoolean()).isFalse();
        assertThat(result.path("instructions").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "server/discover, 300000",
        "tools/list, 300000",
        "resources/list, 300000",
        "resources/templates/list, 300000",
        "prompts/list, 300000"
    })
    void saysForHowLongAListHolds(String method, int ttl) throws Exception {
        JsonNode result = result(modern(method, null));

        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        assertThat(result.path("ttlMs").asInt(-1)).isEqualTo(ttl);
        assertThat(result.path("cacheScope").asText()).isEqualTo("private");
        assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo/name").asText())
                .isEqualTo("taskhub");
    }

    @Test
    void answersACallInBothErasAlike() throws Exception {
        String arguments = "\"name\":\"list_tasks\",\"arguments\":{}";

        JsonNode legacy = result(post(message("tools/call", "{" + arguments + "}")));
        JsonNode modern = result(modern("tools/call", arguments, "Mcp-Name", "list_tasks"));

        assertThat(modern.path("structuredContent")).isNotEmpty().isEqualTo(legacy.path("structuredContent"));
        assertThat(modern.path("resultType").asText()).isEqualTo("complete");
        assertThat(modern.has("ttlMs")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list_tasks", "  list_tasks ", "=?base64?bGlzdF90YXNrcw==?="})
    void takesANameInEveryFormThatAHeaderMayHave(String name) throws Exception {
        assertThat(result(modern("tools/call", "\"name\":\"list_tasks\"", "Mcp-Name", name)))
                .isNotEmpty();
    }

    @Test
    void whatIsReadMayNotBeKept() throws Exception {
        JsonNode result =
                result(modern("resources/read", "\"uri\":\"taskhub://dashboard\"", "Mcp-Name", "taskhub://dashboard"));

        assertThat(result.path("ttlMs").asInt(-1)).isZero();
        assertThat(result.path("cacheScope").asText()).isEqualTo("private");
        assertThat(result.at("/contents/0/text").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"taskhub://task/T-9", "taskhub://other", "file:///etc/passwd"})
    void saysInEachErasCodeThatThereIsNothingToRead(String uri) throws Exception {
        JsonNode legacy = error(post(message("resources/read", "{\"uri\":\"" + uri + "\"}")));
        JsonNode modern = error(modern("resources/read", "\"uri\":\"" + uri + "\"", "Mcp-Name", uri));

        assertThat(legacy.path("code").asInt()).isEqualTo(-32002);
        assertThat(modern.path("code").asInt()).isEqualTo(-32602);
        assertThat(modern.at("/data/uri").asText()).isEqualTo(uri);
    }

    record Refused(String what, String body, List<String> headers, int status, int code) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Refused> refused() {
        String list = message("tools/list", "{" + WHOLE_META + "}");
        String call = message("tools/call", "{\"name\":\"list_tasks\"," + WHOLE_META + "}");
        return Stream.of(
                refused("without _meta", message("tools/list", "{}"), 400, -32602, MODERN, "tools/list"),
                refused("no revision in _meta", meta(CAPABILITIES), 400, -32602, MODERN, "tools/list"),
                refused("no capabilities in _meta", meta(META), 400, -32602, MODERN, "tools/list"),
                refused("another revision in the header", list, 400, -32020, "2025-11-25", "tools/list"),
                refused("no revision in the header", list, 400, -32020, null, "tools/list"),
                refused("an unknown revision", list.replace(MODERN, "2027-01-01"), 400, -32022, "2027-01-01", "x"),
                refused(
                        "an unknown revision without _meta",
                        message("tools/list", "{}"),
                        400,
                        -32022,
                        "2027-01-01",
                        null),
                refused("another method in the header", list, 400, -32020, MODERN, "tools/call"),
                refused("a method in capitals", list, 400, -32020, MODERN, "TOOLS/LIST"),
                refused("no method in the header", list, 400, -32020, MODERN, null),
                refused("no name in the header", call, 400, -32020, MODERN, "tools/call"),
                refused("another name in the header", call, 400, -32020, MODERN, "tools/call", "Mcp-Name", "get_task"),
                refused("no Base64", call, 400, -32020, MODERN, "tools/call", "Mcp-Name", "=?base64?*?="),
                refused("half of the marks", call, 400, -32020, MODERN, "tools/call", "Mcp-Name", "=?base64?="),
                refused(
                        "a tool that is not there",
                        call.replace("list_tasks", "x"),
                        200,
                        -32602,
                        MODERN,
                        "tools/call",
                        "Mcp-Name",
                        "x"),
                refused(
                        "a name that is no text",
                        call.replace("\"list_tasks\"", "5"),
                        400,
                        -32602,
                        MODERN,
                        "tools/call"),
                gone("initialize"),
                gone("ping"),
                gone("logging/setLevel"),
                gone("resources/subscribe"),
                gone("subscriptions/listen"),
                gone("no/such"));
    }

    private static Refused gone(String method) {
        return refused(method, message(method, "{" + WHOLE_META + "}"), 404, -32601, MODERN, method);
    }

    private static Refused refused(
            String what, String body, int status, int code, String version, String method, String... more) {
        var headers = new ArrayList<>(List.of(more));
        if (version != null) {
            headers.addAll(List.of("MCP-Protocol-Version", version));
        }
        if (method != null) {
            headers.addAll(List.of("Mcp-Method", method));
        }
        return new Refused(what, body, headers, status, code);
    }

    private static String meta(String entries) {
        return message("tools/list", "{\"_meta\":{" + entries + "}}");
    }

    @ParameterizedTest
    @MethodSource
    void refused(Refused refused) throws Exception {
        HttpResponse<String> answer = post(refused.body(), refused.headers().toArray(String[]::new));

        assertThat(answer.statusCode()).isEqualTo(refused.status());
        assertThat(error(answer).path("code").asInt()).isEqualTo(refused.code());
        assertThat(JSON.readTree(answer.body()).path("id").asInt()).isEqualTo(7);
    }

    @Test
    void namesTheRevisionsThereAreToWhomeverAsksForAnother() throws Exception {
        JsonNode data = error(post(message("tools/list", "{}"), "MCP-Protocol-Version", "2027-01-01"))
                .path("data");

        assertThat(data.path("requested").asText()).isEqualTo("2027-01-01");
        assertThat(data.path("supported")).extracting(JsonNode::asText).contains(MODERN, "2025-11-25");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no JSON | -32700",
                "[] | -32600",
                "[{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}] | -32600",
                "{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":5}} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"initialize\",\"params\":{\"capabilities\":5}} | -32602"
            })
    void whatIsNoMessageIsRefusedWithoutAWordOfTheInside(String body, int code) throws Exception {
        HttpResponse<String> answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer).path("code").asInt()).isEqualTo(code);
        assertThat(answer.body())
                .doesNotContain("Exception", "io.modelcontextprotocol", "dev.taskhub", "jackson", "\\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "HEAD"})
    void takesPostAlone(String method) throws Exception {
        HttpResponse<String> answer = send(request("/mcp")
                .header("Authorization", "Bearer " + TOKEN)
                .header("Accept", "text/event-stream")
                .method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    private HttpResponse<String> modern(String method, String params, String... more)
            throws IOException, InterruptedException {
        var headers = new ArrayList<>(List.of("MCP-Protocol-Version", MODERN, "Mcp-Method", method));
        headers.addAll(List.of(more));
        return post(
                message(method, "{" + (params == null ? "" : params + ",") + WHOLE_META + "}"),
                headers.toArray(String[]::new));
    }

    private static String message(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static JsonNode result(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.has("error")).as(answer.body()).isFalse();
        return body.path("result");
    }

    private static JsonNode error(HttpResponse<String> answer) throws IOException {
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(error.path("message").asText()).as(answer.body()).isNotBlank();
        return error;
    }
}
