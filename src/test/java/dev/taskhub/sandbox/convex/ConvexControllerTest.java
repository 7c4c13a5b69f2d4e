package dev.taskhub.sandbox.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.setup.MockMvcBuilders.standaloneSetup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The shapes on the wire, as the open-source backend writes them. */
class ConvexControllerTest {

    private static final String KEY = "Convex sandbox|key";

    private final TestDeployment deployment = new TestDeployment();
    private final MockMvc mvc =
            standaloneSetup(new ConvexController(deployment.sandbox)).build();

    @Test
    void writesFloatsWithAFractionInt64AsStringsAndKeysSorted() throws Exception {
        deployment.upsert("{'externalId': 'a', 'title': 'Größe', 'dueDate': 1772359200000, 'estimatedHours': 1.5}");

        String body =
                text(call("query", "hubSync:getTasks", "{'externalIds': ['a']}").header("Authorization", KEY));

        assertThat(body)
                .matches(
                        "\\{\"status\":\"success\",\"value\":\\[\\{\"_creationTime\":1772359200123.456,\"_id\":\"0{31}1\","
                                + "\"contentHash\":\"[0-9a-f]{64}\",\"createdAt\":1772359200123.0,\"dueDate\":1772359200000.0,"
                                + "\"estimatedHours\":1.5,\"externalId\":\"a\",\"origin\":\"hub\",\"status\":\"todo\","
                                + "\"syncTs\":\"1772359200123456000\",\"title\":\"Größe\",\"updatedAt\":1772359200123.0,"
                                + "\"version\":1.0}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "json,'\"1772359200123456000\"'",
        "convex_encoded_json,'{\"$integer\":\"AArBWU2vmBg=\"}'",
        "export_json,1772359200123456000"
    })
    void writesInt64InTheFormatAskedFor(String format, String expected) throws Exception {
        deployment.upsert("{'externalId': 'a', 'title': 'A'}");

        String body = text(post("/sandbox/convex/api/query")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Authorization", KEY)
                .content("{\"path\":\"hubSync:info\",\"args\":{},\"format\":\"" + format + "\"}"));

        assertThat(body).contains("\"snapshotTs\":" + expected);
    }

    @Test
    void returnsNullForAFunctionThatReturnsNothing() throws Exception {
        deployment.upsert("{'externalId': 'a', 'title': 'A'}");

        assertThat(text(call("mutation", "tasks:remove", "{'externalId': 'a'}")))
                .isEqualTo("{\"status\":\"success\",\"value\":null}");
    }

    @Test
    void answersAThrownConvexErrorWithItsData() throws Exception {
        JsonNode body = json(call("mutation", "tasks:update", "{'externalId': 'a', 'title': 'A'}")
                .header("Convex-Request-Id", "0123456789abcdef"));

        assertThat(body.path("status").asText()).isEqualTo("error");
        assertThat(body.path("errorMessage").asText())
                .startsWith("[Request ID: 0123456789abcdef] Server Error\nUncaught ConvexError: {");
        assertThat(body.path("errorData")).isEqualTo(TestDeployment.json("{'code': 'NOT_FOUND', 'externalId': 'a'}"));
        assertThat(body.has("logLines")).isFalse();
    }

    @Test
    void hidesTheTextButNeverTheDataWhenItRedacts() throws Exception {
        deployment.sandbox.change(Map.of("redact", true));

        JsonNode thrown = json(call("mutation", "tasks:update", "{'externalId': 'a', 'title': 'A'}"));
        JsonNode unknown = json(call("query", "hubSync:head", "{}"));

        assertThat(thrown.path("errorMessage").asText()).matches("\\[Request ID: [0-9a-f]{16}] Server Error");
        assertThat(thrown.path("errorData").path("code").asText()).isEqualTo("NOT_FOUND");
        assertThat(unknown.path("errorMessage").asText()).matches("\\[Request ID: [0-9a-f]{16}] Server Error");
        assertThat(unknown.has("errorData")).isFalse();
    }

    @Test
    void saysWhyAFunctionCannotRunWhenItDoesNotRedact() throws Exception {
        assertThat(json(call("query", "hubSync:head", "{}"))
                        .path("errorMessage")
                        .asText())
                .endsWith("Server Error\nCould not find public function for 'hubSync:head'. "
                        + "Did you forget to run `npx convex dev` or `npx convex deploy`?\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Convex sandbox|key",
                "convex prod:sandbox|key",
                "Convex sandbox|key:eyJpc3N1ZXIiOiJ4Iiwic3ViamVjdCI6InkifQ=="
            })
    void opensInternalFunctionsToTheDeployKey(String authorization) throws Exception {
        assertThat(text(call("query", "hubSync:head", "{}").header("Authorization", authorization)))
                .isEqualTo("{\"status\":\"success\",\"value\":\"0\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "short,400,InvalidHeaderFailure",
        "Basic abcdef,400,InvalidAdminKey",
        "Convex sandbox|other,401,BadAdminKey",
        "Convex sandbox|key:???,400,HeaderParseFailure",
        "Bearer abc,401,InvalidAuthHeader",
        "Bearer a.b.c,401,InvalidAuthHeader",
        "Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln,401,NoAuthProvider"
    })
    void refusesBadCredentialsBeforeTheFunctionRuns(String authorization, int status, String code) throws Exception {
        assertRefused(
                call("mutation", "tasks:create", "{'title': 'A'}").header("Authorization", authorization),
                status,
                code);
        assertThat(deployment.query("tasks:list", "{}").toString()).isEqualTo("[]");
    }

    @Test
    void insistsOnTheContentType() throws Exception {
        assertRefused(
                post("/sandbox/convex/api/query").content("{\"path\":\"tasks:list\",\"args\":{}}"), 400, "BadJsonBody");
        assertThat(text(call("query", "tasks:list", "{}").contentType("application/json; charset=utf-8")))
                .contains("success");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{'path': 'tasks:list'}", "{'args': {}}", "{'path': 5, 'args': {}}", "{} {}"})
    void refusesABodyItCannotRead(String body) throws Exception {
        assertRefused(body("query", body), 400, "BadJsonBody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b:c", "m/o-k:x", "m:"})
    void refusesAPathThatNamesNoFunction(String path) throws Exception {
        assertRefused(call("query", path, "{}"), 400, "BadConvexFunctionIdentifier");
    }

    @Test
    void looksAtTheFormatOnlyAfterAMutationHasRun() throws Exception {
        assertRefused(
                body("mutation", "{'path': 'tasks:create', 'args': {'title': 'A'}, 'format': 'xml'}"),
                400,
                "BadFormat");
        assertThat(deployment.query("tasks:list", "{}").toString()).contains("title=A");
    }

    @Test
    void refusesAClientWithoutVersion() throws Exception {
        assertRefused(call("query", "tasks:list", "{}").header("Convex-Client", "java"), 400, "InvalidClientVersion");
        assertThat(text(call("query", "tasks:list", "{}").header("Convex-Client", "taskhub-0.1.0")))
                .contains("success");
    }

    @Test
    void takesAQueryInTheAddress() throws Exception {
        assertThat(text(get("/sandbox/convex/api/query")
                        .param("path", "tasks:list")
                        .param("args", "{\"limit\":1}")))
                .isEqualTo("{\"status\":\"success\",\"value\":[]}");
    }

    @Test
    void runsAFunctionByItsAddress() throws Exception {
        MockHttpServletRequestBuilder create = post("/sandbox/convex/api/run/tasks/create")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"args\":{\"title\":\"A\"}}");
        MockHttpServletRequestBuilder nameless = post("/sandbox/convex/api/run/tasks")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"args\":{}}");

        assertThat(json(create).path("value").path("title").asText()).isEqualTo("A");
        assertRefused(nameless, 400, "MissingIdentifier");
    }

    @Test
    void runsAnyFunctionForTheDeployKeyAlone() throws Exception {
        assertRefused(call("function", "tasks:list", "{}"), 403, "BadDeployKey");
        assertThat(text(call("function", "hubSync:head", "{}").header("Authorization", KEY)))
                .isEqualTo("{\"status\":\"success\",\"value\":\"0\"}");
    }

    @Test
    void answersEachQueryOfABatchByItself() throws Exception {
        JsonNode results = json(body(
                        "query_batch",
                        "{'queries': [{'path': 'tasks:list', 'args': {}}, {'path': 'tasks:none', 'args': {}}]}"))
                .path("results");

        assertThat(results.findValuesAsText("status")).containsExactly("success", "error");
        assertRefused(
                body("query_batch", "{'queries': [{'path': 'tasks:list', 'args': {}}, {'path': 'a:b:c', 'args': {}}]}"),
                400,
                "BadConvexFunctionIdentifier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/version", "/instance_name"})
    void tellsItsNameInPlainText(String path) throws Exception {
        MockHttpServletResponse response =
                mvc.perform(get("/sandbox/convex" + path)).andReturn().getResponse();

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentType()).startsWith("text/plain");
        assertThat(response.getContentAsString()).isEqualTo("sandbox");
    }

    @Test
    void takesTaggedValuesInArguments() throws Exception {
        String bytes = Base64.getEncoder().encodeToString(new byte[8]);

        JsonNode body =
                json(call("mutation", "tasks:create", "{'title': 'A', 'dueDate': {'$integer': '" + bytes + "'}}"));

        assertThat(body.path("errorData").path("message").asText())
                .isEqualTo("dueDate takes a finite number, not {\"$integer\":\"AAAAAAAAAAA=\"}");
    }

    private void assertRefused(MockHttpServletRequestBuilder request, int status, String code) throws Exception {
        MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
        JsonNode body = new ObjectMapper().readTree(response.getContentAsString());
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(body.fieldNames()).toIterable().containsExactly("code", "message");
        assertThat(body.path("code").asText()).isEqualTo(code);
    }

    private JsonNode json(MockHttpServletRequestBuilder request) throws Exception {
        return new ObjectMapper().readTree(text(request));
    }

    private String text(MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    private static MockHttpServletRequestBuilder call(String kind, String path, String args) {
        return body(kind, "{'path': '" + path + "', 'args': " + args + "}");
    }

    private static MockHttpServletRequestBuilder body(String kind, String body) {
        return post("/sandbox/convex/api/" + kind)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body.replace('\'', '"'));
    }
}
