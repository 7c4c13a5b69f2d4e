package dev.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.sandbox.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The whole check as an operator starts it, against a sandbox that stands for the real services. */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionCheckTest {

    private static final String BASE = "app3tpP9F3BrP1P7j";

    private static SandboxServer remotes;

    @TempDir
    private Path home;

    @BeforeAll
    static void startRemotes() {
        remotes = SandboxServer.start("taskhub.sandbox.airtable.requests-per-second=0");
    }

    @AfterAll
    static void stopRemotes() {
        remotes.close();
    }

    @Test
    void endsWellWhenAllIsInOrderAndLeavesNoFileBehind(CapturedOutput output) throws IOException {
        assertThat(check("--AIRTABLE_API_KEY=patX", "--CONVEX_DEPLOY_KEY=sandbox|key"))
                .isZero();

        // The sandbox greets in the same process, and tells its own key.
        assertThat(output.toString().substring(output.toString().lastIndexOf("AirTable http")))
                .contains("ok       base " + BASE + " may be written", "points are in order")
                .doesNotContain("MISSING", "patX", "sandbox|key", "password");
        try (var files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void saysWhichTokenIsNotAccepted(CapturedOutput output) {
        assertThat(check("--AIRTABLE_API_KEY=wrong", "--CONVEX_DEPLOY_KEY=sandbox|wrong"))
                .isEqualTo(1);

        assertThat(output)
                .contains(
                        "MISSING  AirTable does not accept the token", "set AIRTABLE_API_KEY", "set CONVEX_DEPLOY_KEY")
                .contains("2 points were checked, 2 of them to be mended");
    }

    @Test
    void namesAColumnThatIsGone(CapturedOutput output) throws Exception {
        rename("status", "state");
        try {
            assertThat(check("--AIRTABLE_API_KEY=patX", "--CONVEX_DEPLOY_KEY=sandbox|key"))
                    .isEqualTo(1);
        } finally {
            rename("state", "status");
        }

        assertThat(output)
                .contains("MISSING  column status is missing", "add it to table Tasks", "1 of them to be mended");
    }

    @Test
    void checksOnlyWhenAsked() {
        assertThat(TaskHub.isCheck("--taskhub.check")).isTrue();
        assertThat(TaskHub.isCheck("--taskhub.check=true")).isTrue();
        assertThat(TaskHub.isCheck("--taskhub.check=false")).isFalse();
        assertThat(TaskHub.isCheck()).isFalse();
    }

    @Test
    void checksASandboxOfItsOwnWithoutAKey(CapturedOutput output) {
        assertThat(TaskHub.check("--taskhub.home=" + home)).isZero();

        assertThat(output).contains("Neither AIRTABLE_API_KEY nor CONVEX_URL is set", "points are in order");
    }

    @Test
    void checksTheFullstackAppWhereThatIsUsed(CapturedOutput output) {
        assertThat(TaskHub.check("--taskhub.home=" + home, "--taskhub.convex.adapter=fullstack"))
                .isZero();

        assertThat(output)
                .contains(
                        "the deployment runs the functions of the fullstack-convex app",
                        "the hub writes as BA (https://login.example.com/|ba), whom the app does not know yet",
                        "no cron resets the deployment",
                        "points are in order");
    }

    @Test
    void warnsOfTheCronThatResetsTheFullstackApp(CapturedOutput output) {
        assertThat(TaskHub.check(
                        "--taskhub.home=" + home,
                        "--taskhub.convex.adapter=fullstack",
                        "--taskhub.sandbox.convex.daily-reset=true"))
                .isEqualTo(1);

        assertThat(output).contains("MISSING  a cron deletes every day", "remove convex/crons.ts");
    }

    private int check(String... settings) {
        var all = new ArrayList<>(List.of(settings));
        all.addAll(List.of(
                "--taskhub.check",
                "--taskhub.home=" + home,
                "--AIRTABLE_BASE_ID=" + BASE,
                "--taskhub.airtable.url=" + remotes.url() + "/airtable",
                "--CONVEX_URL=" + remotes.url() + "/convex"));
        return TaskHub.check(all.toArray(String[]::new));
    }

    private static void rename(String from, String to) throws Exception {
        String tables = "/airtable/v0/meta/bases/" + BASE + "/tables";
        String schema = send("GET", tables, "");
        String tasks = schema.substring(schema.indexOf("\"name\":\"Tasks\""));
        var column = Pattern.compile("\"id\":\"(fld\\w+)\",\"name\":\"" + from + "\"|\"name\":\"" + from
                        + "\"[^{}]*\"id\":\"(fld\\w+)\"")
                .matcher(tasks);
        assertThat(column.find()).as(tasks).isTrue();
        String field = column.group(1) == null ? column.group(2) : column.group(1);
        send("PATCH", tables + "/" + tableId(schema) + "/fields/" + field, "{\"name\":\"" + to + "\"}");
    }

    private static String tableId(String schema) {
        var table = Pattern.compile("(tbl\\w+)\",\"name\":\"Tasks\"").matcher(schema);
        assertThat(table.find()).as(schema).isTrue();
        return table.group(1);
    }

    private static String send(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(remotes.url() + path))
                .header("Authorization", "Bearer patX")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
