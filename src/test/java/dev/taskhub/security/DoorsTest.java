package dev.taskhub.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorsTest extends HttpTest {

    @ParameterizedTest
    @CsvSource({
        "/actuator/health/liveness,     200, 200, 200",
        "/actuator/health/readiness,    200, 200, 200",
        "/webhook/x,                    200, 200, 200",
        "/api/x,                        401, 200, 200",
        "/hooks/x,                      401, 200, 200",
        "/mcp,                          401, 401, 200",
        "/other,                        401, 200, 403",
        "/,                             401, 404, 403",
        "/actuator,                     401, 200, 403",
        "/actuator/health,              401, 200, 403",
        "/actuator/health/db,           401, 200, 403",
        "/actuator/prometheus,          401, 200, 403",
        "/actuator/hawtio/index.html,   401, 200, 403",
        "/actuator/hawtio/user,         401, 200, 403",
        "/actuator/hawtio/plugin,       401, 200, 403",
        "/actuator/hawtio/jolokia,      401, 200, 403",
        "/actuator/jolokia,             401, 200, 403",
        "/actuator/jolokia/version,     401, 200, 403",
        "/actuator/hawtio/proxy/http/localhost/8080/, 401, 403, 403"
    })
    void asksEachDoorsOwnQuestion(String path, int anonymous, int admin, int machine) throws Exception {
        assertThat(get(request(path)).statusCode()).as("anonymous").isEqualTo(anonymous);
        assertThat(get(asAdmin(path)).statusCode()).as("admin").isEqualTo(admin);
        assertThat(get(asMachine(path)).statusCode()).as("machine").isEqualTo(machine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/liveness", "/actuator/health/readiness"})
    void saysNothingOfWhatTheHubConsistsOfWhenProbed(String path) throws Exception {
        assertThat(get(request(path)).body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/readiness"})
    void tellsTheAdminOfWhichDatabaseItIsReady(String path) throws Exception {
        assertThat(get(asAdmin(path)).body()).contains("\"database\":\"SQLite\"");
    }

    @Test
    void tellsAMachineOfWhichDatabaseItIsReady() throws Exception {
        assertThat(get(asMachine("/actuator/health/readiness")).body()).contains("\"database\":\"SQLite\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/hawtio", "/actuator", "/other"})
    void sendsAPersonToTheLoginPage(String path) throws Exception {
        var answer = get(request(path).header("Accept", "text/html"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
    }

    @Test
    void refusesAProgramInTheFormOfTheApi() throws Exception {
        var answer = get(request("/api/x").header("Accept", "text/html"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        JsonNode error = new ObjectMapper().readTree(answer.body());
        assertThat(error.fieldNames())
                .toIterable()
                .containsExactly("code", "message", "details", "timestamp", "requestId");
        assertThat(error.get("code").asText()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void tellsAProgramWhyItMayNot() throws Exception {
        assertThat(code(get(asMachine("/other")))).isEqualTo("FORBIDDEN");
        assertThat(code(post(asAdmin("/api/x").header("Origin", "http://evil.example"), "")))
                .isEqualTo("CSRF_TOKEN_MISSING");
    }

    private static String code(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body()).get("code").asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "bearer machine-toke", "Bearer machine-token "})
    void refusesAnyOtherBearer(String authorization) throws Exception {
        var answer = get(request("/api/x").header("Authorization", authorization + "x"));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        assertThat(get(request("/api/x").header("Authorization", "Basic YWRtaW46d3Jvbmc="))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void letsProgramsPostWithoutCsrfToken() throws Exception {
        assertThat(post(asMachine("/api/x"), "").statusCode()).isEqualTo(200);
        cookies.getCookieStore().removeAll();
        assertThat(post(asAdmin("/api/x"), "").statusCode()).isEqualTo(200);
        assertThat(post(request("/webhook/x"), "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"Origin, http://evil.example", "Sec-Fetch-Site, cross-site", "Cookie, a=b"})
    void refusesAPostThatABrowserSendsForAnotherSite(String header, String value) throws Exception {
        assertThat(post(asAdmin("/api/x").header(header, value), "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void showsAMissingPageBehindAnOpenDoorAsMissing() throws Exception {
        assertThat(get(request("/webhook/nothing")).statusCode()).isEqualTo(404);
    }

    @Test
    void keepsNoSessionForProgramsAtSignedDoors() throws Exception {
        assertThat(get(request("/webhook/x")).headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void forbidsForeignContentAndFrames() throws Exception {
        var headers = get(request("/login")).headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("default-src 'self'");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
}
