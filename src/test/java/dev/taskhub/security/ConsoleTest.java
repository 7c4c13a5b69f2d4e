package dev.taskhub.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person's way through the console: login page, Hawtio, Jolokia, as a browser goes it. */
class ConsoleTest extends HttpTest {

    private static final String JOLOKIA = "/actuator/hawtio/jolokia";
    private static final String TICK = "org.apache.camel:context=taskhub,type=routes,name=\\\"tick\\\"";

    @Test
    void welcomesWhoLogsInAndForgetsWhoLogsOut() throws Exception {
        logIn();

        assertThat(get(request("/actuator/hawtio/index.html")).statusCode()).isEqualTo(200);
        assertThat(get(request("/actuator/hawtio/user")).body()).isEqualToIgnoringWhitespace("\"admin\"");

        get(request("/actuator/hawtio/auth/logout"));

        assertThat(get(request("/actuator/hawtio/user")).statusCode()).isEqualTo(401);
    }

    @Test
    void keepsTheLoginOutOfReachOfOtherSites() throws Exception {
        get(request("/login"));

        var answer = post(
                request("/login").header("Content-Type", "application/x-www-form-urlencoded"), loginForm(PASSWORD));

        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("JSESSIONID=")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Strict"));
    }

    @Test
    void staysClosedAfterAWrongPassword() throws Exception {
        get(request("/login"));

        post(request("/login").header("Content-Type", "application/x-www-form-urlencoded"), loginForm("wrong"));

        assertThat(get(request("/actuator/hawtio/index.html")).statusCode()).isEqualTo(401);
    }

    @Test
    void stopsAndStartsARoute() throws Exception {
        logIn();

        exec(TICK, "stop()");
        assertThat(ask("read", TICK, "\"attribute\":\"State\"").path("value").asText())
                .isEqualTo("Stopped");
        exec(TICK, "start()");
        assertThat(ask("read", TICK, "\"attribute\":\"State\"").path("value").asText())
                .isEqualTo("Started");
    }

    @Test
    void doesNothingForAPageThatCannotReadTheCsrfCookie() throws Exception {
        logIn();

        assertThat(post(request(JOLOKIA), "{\"type\":\"version\"}").statusCode())
                .isEqualTo(403);
        assertThat(get(request("/actuator/jolokia/read/java.lang:type=Memory")).body())
                .contains("HTTP method get is not allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    exec  | com.sun.management:type=HotSpotDiagnostic                    | "operation":"dumpHeap","arguments":["x.hprof",true]
                    exec  | java.lang:type=Memory                                        | "operation":"gc"
                    exec  | org.apache.camel:context=taskhub,type=context,name=\\"taskhub\\" | "operation":"sendStringBody(java.lang.String,java.lang.String)","arguments":["log:x","y"]
                    exec  | org.apache.camel:context=taskhub,type=context,name=\\"taskhub\\" | "operation":"createEndpoint(java.lang.String)","arguments":["log:x"]
                    exec  | org.apache.camel:context=taskhub,type=routes,name=\\"tick\\"     | "operation":"updateRouteFromXml(java.lang.String)","arguments":["<route/>"]
                    exec  | org.apache.camel:context=taskhub,type=routes,name=\\"tick\\"     | "operation":"remove()"
                    exec  | org.apache.camel:context=taskhub,type=routes,name=\\"tick\\"     | "operation":"reset()"
                    exec  | org.apache.camel:context=taskhub,type=routes,name=\\"tick\\"     | "operation":"suspend()"
                    exec  | org.apache.camel:context=taskhub,type=context,name=\\"taskhub\\" | "operation":"stop()"
                    exec  | org.apache.camel:context=taskhub,type=context,name=\\"taskhub\\" | "operation":"suspend()"
                    exec  | org.apache.camel:context=taskhub,type=context,name=\\"taskhub\\" | "operation":"stopRoute(java.lang.String)","arguments":["tick"]
                    write | java.lang:type=Memory                                        | "attribute":"Verbose","value":true
                    write | org.apache.camel:context=taskhub,type=routes,name=\\"tick\\"     | "attribute":"TracingEnabled","value":true
                    read  | java.util.logging:type=Logging                               | "attribute":"LoggerNames"
                    """)
    void refusesWhatTheConsoleDoesNotNeed(String type, String bean, String what) throws Exception {
        logIn();

        var answer = ask(type, bean, what);

        assertThat(answer.path("status").asInt()).isEqualTo(403);
        assertThat(answer.path("error").asText()).containsIgnoringCase("forbidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    read | java.lang:type=Memory                                            | "attribute":"HeapMemoryUsage"
                    read | java.lang:type=Runtime                                           | "attribute":"Uptime"
                    read | hawtio:type=TreeWatcher                                          | "attribute":"Counter"
                    exec | hawtio:type=security,name=RBACRegistry                           | "operation":"list()"
                    exec | org.apache.camel:context=taskhub,type=context,name=\\"taskhub\\" | "operation":"dumpRoutesAsXml()"
                    exec | org.apache.camel:context=taskhub,type=routes,name=\\"tick\\"     | "operation":"dumpRouteAsXml()"
                    read | org.apache.camel:context=taskhub,type=routes,name=\\"tick\\"     | "attribute":"Description"
                    read | org.apache.camel:context=taskhub,type=components,name=\\"timer\\" | "attribute":"State"
                    """)
    void showsWhatTheConsoleNeeds(String type, String bean, String what) throws Exception {
        logIn();

        assertThat(ask(type, bean, what).path("status").asInt()).isEqualTo(200);
    }

    @Test
    void asksNoOtherMachine() throws Exception {
        logIn();

        var elsewhere = ask(
                "read",
                "java.lang:type=Runtime",
                "\"attribute\":\"Name\",\"target\":{\"url\":\"service:jmx:rmi:///jndi/rmi://127.0.0.1:1/x\"}");

        assertThat(elsewhere.path("value").asText())
                .as("answered by this process itself")
                .startsWith(ownPid());
    }

    private void logIn() throws Exception {
        get(request("/login"));
        var answer = post(
                request("/login").header("Content-Type", "application/x-www-form-urlencoded"), loginForm(PASSWORD));
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).contains("/actuator/hawtio"));
        get(request("/actuator/hawtio/index.html"));
        get(request("/login"));
    }

    private String loginForm(String password) {
        return "username=admin&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8) + "&_csrf=" + csrf();
    }

    private void exec(String bean, String operation) throws Exception {
        assertThat(ask("exec", bean, "\"operation\":\"" + operation + "\"")
                        .path("status")
                        .asInt())
                .isEqualTo(200);
    }

    private JsonNode ask(String type, String bean, String what) throws Exception {
        var answer = post(
                request(JOLOKIA).header("X-XSRF-TOKEN", csrf()).header("Content-Type", "application/json"),
                "{\"type\":\"%s\",\"mbean\":\"%s\",%s}".formatted(type, bean, what));
        return new ObjectMapper().readTree(answer.body());
    }

    private String csrf() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private static String ownPid() {
        return ProcessHandle.current().pid() + "@";
    }
}
