package dev.taskhub.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code bin/taskhub-mcp}, before a stand-in for the hub. */
class StdioLauncherTest {

    private static final String LAUNCHER =
            Path.of("bin/taskhub-mcp").toAbsolutePath().toString();
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final String PONG = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";

    @TempDir
    private Path temp;

    private StubHub hub;
    private Shell shell;

    @BeforeEach
    void open() throws IOException {
        hub = new StubHub().answers(200, PONG);
        shell = new Shell(temp.resolve("home"))
                .with("TASKHUB_URL", hub.url())
                .with("TASKHUB_TOKEN", "machine-token")
                .with("TMPDIR", Files.createDirectories(temp.resolve("tmp")).toString());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    static List<String> shells() {
        return Shell.all();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void handsEachLineOnAndPrintsEachAnswer(String name) throws Exception {
        String odd = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"x\",\"params\":{\"t\":\"$HOME `id` \\\\ \\n %s é\"}}";

        var run = launch(name, PING + "\n\n" + odd);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(PONG + "\n" + PONG + "\n");
        assertThat(hub.bodies()).containsExactly(PING, odd);
        assertThat(hub.requests()).allSatisfy(request -> {
            assertThat(request.method() + " " + request.path()).isEqualTo("POST /mcp");
            assertThat(request.header("Authorization")).isEqualTo("Bearer machine-token");
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            assertThat(request.header("X-TaskHub-Transport")).isEqualTo("stdio");
            assertThat(request.header("X-Agent")).isNull();
        });
        assertThat(temp.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void isAcceptedByShellcheck() throws Exception {
        assumeTrue(Shell.isInstalled("shellcheck"), "no shellcheck: apt-get install shellcheck");

        assertThat(shell.run(Shell.path("shellcheck"), LAUNCHER).out()).isEmpty();
    }

    @Test
    void printsNothingForANotification() throws Exception {
        hub.answers(202, "");

        assertThat(launch("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n")
                        .out())
                .isEmpty();
    }

    @Test
    void takesTheTokenFromAFileAndSaysWhichAgentSpeaks() throws Exception {
        shell.with("TASKHUB_TOKEN", "")
                .with(
                        "TASKHUB_TOKEN_FILE",
                        Files.writeString(temp.resolve("token"), "of-a-file\n").toString())
                .with("TASKHUB_AGENT", "BA");

        launch(PING);

        assertThat(hub.requests().get(0).header("Authorization")).isEqualTo("Bearer of-a-file");
        assertThat(hub.requests().get(0).header("X-Agent")).isEqualTo("BA");
    }

    @Test
    void keepsTheTokenOffTheCommandLine() throws Exception {
        Path arguments = temp.resolve("arguments");
        shell.withProgram("curl", "#!/bin/sh\necho \"$@\" >>" + arguments + "\ncat >/dev/null\nprintf 202\n");

        launch(PING);

        assertThat(arguments).content().contains("/mcp").doesNotContain("machine-token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"x\"} | 7",
                "{\"id\" : \"a\\\"b\", \"method\":\"x\"} | \"a\\\"b\"",
                "{\"params\":{\"id\":5,\"a\":[{\"id\":6}],\"t\":\"} \\\"id\\\":4\"},\"method\":\"id\",\"id\":-3} | -3"
            })
    void aHubThatIsAwayIsAnErrorThatSaysWhatToDo(String message, String id) throws Exception {
        shell.with("TASKHUB_URL", StubHub.away());

        var run = launch(message);

        assertThat(run.out())
                .startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":-32000,")
                .contains("Start it, or set TASKHUB_URL")
                .hasLineCount(1);
    }

    @Test
    void aHubThatComesBackIsReachedByTheNextLine() throws Exception {
        hub.answers(request -> new StubHub.Answer(
                hub.requests().size() == 1 ? 503 : 200, hub.requests().size() == 1 ? "" : PONG));

        assertThat(launch(PING + "\n" + PING).out().lines()).hasSize(2).last().isEqualTo(PONG);
    }

    @ParameterizedTest
    @CsvSource({"401, Set TASKHUB_TOKEN", "502, HTTP 502", "200, is no TaskHub"})
    void anAnswerThatIsNoneIsAnErrorThatSaysWhatToDo(int code, String words) throws Exception {
        hub.answers(code, "<html>");

        assertThat(launch(PING).out()).contains("\"id\":1,\"error\"").contains(words);
        var notification = launch("{\"method\":\"notifications/initialized\"}");
        assertThat(notification.out()).isEmpty();
        assertThat(notification.err()).contains(words);
    }

    @Test
    void anErrorOfTheHubIsHandedOn() throws Exception {
        String error = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"no\"}}";
        hub.answers(404, error);

        assertThat(launch(PING).out()).isEqualTo(error + "\n");
    }

    private Shell.Run launch(String input) throws Exception {
        return launch(Shell.all().get(0), input);
    }

    private Shell.Run launch(String name, String input) throws Exception {
        return shell.run(
                input,
                Stream.concat(Shell.command(name).stream(), Stream.of(LAUNCHER)).toList());
    }
}
