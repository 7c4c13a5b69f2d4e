package dev.taskhub.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.kit.Shell.Run;
import dev.taskhub.kit.StubHub.Answer;
import dev.taskhub.kit.StubHub.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Claude Code's hooks do with a hub that is there, away, slow, or of another opinion. */
class HookScriptTest {

    private static final String EVENT =
            "{\"hook_event_name\": \"Stop\", \"last_assistant_message\": \"Größe \\\"1\\\"\"}\n";
    private static final String TOKEN = "secret-\"token\\";

    @TempDir
    private Path temp;

    private StubHub hub;
    private Shell shell;
    private Path spool;

    @BeforeEach
    void start() throws IOException {
        hub = new StubHub();
        spool = temp.resolve("data/spool");
        shell = new Shell(temp.resolve("home"))
                .with("CLAUDE_PLUGIN_DATA", temp.resolve("data").toString())
                .with("CLAUDE_PLUGIN_OPTION_URL", hub.url() + "/")
                .with("CLAUDE_PLUGIN_OPTION_TOKEN", TOKEN);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    static List<String> shells() {
        return Shell.all();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void handsTheEventOnAndTheAnswerBack(String name) throws Exception {
        var answer = "{\"hookSpecificOutput\": {\"additionalContext\": \"T-1\\n\"}}\n";
        hub.answers(200, answer);

        var run = hook(name, "PostToolUse", EVENT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(answer);
        assertThat(run.err()).isEmpty();
        assertThat(hub.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/hooks/claude");
            assertThat(request.body()).isEqualTo(EVENT);
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + TOKEN);
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            assertThat(request.header("X-Task-List")).isNull();
            assertThat(request.header("X-Spooled")).isNull();
            assertThat(Long.parseLong(request.header("X-Hook-Time")))
                    .isBetween(System.currentTimeMillis() - 20_000, System.currentTimeMillis());
        });
        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void keepsTheEventWhileTheHubIsAway(String name) throws Exception {
        shell.with("CLAUDE_PLUGIN_OPTION_URL", StubHub.away());

        var run = hook(name, "Stop", EVENT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out() + run.err()).isEmpty();
        assertThat(kept()).singleElement().satisfies(file -> {
            assertThat(file).hasContent(EVENT);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool)))
                    .isEqualTo("rwx------");
        });
    }

    @ParameterizedTest
    @MethodSource("shells")
    void sendsWhatWaitedFirstTheOldestAhead(String name) throws Exception {
        shell.with("CLAUDE_PLUGIN_OPTION_URL", StubHub.away()).with("CLAUDE_CODE_TASK_LIST_ID", "release");
        hook(name, "Stop", "1");
        hook(name, "Stop", "2");
        shell.with("CLAUDE_PLUGIN_OPTION_URL", hub.url()).with("CLAUDE_CODE_TASK_LIST_ID", "other");
        hub.answers(request -> new Answer(200, "{\"to\": \"" + request.body() + "\"}"));

        var run = hook(name, "Stop", "3");

        assertThat(run.out()).isEqualTo("{\"to\": \"3\"}");
        assertThat(hub.bodies()).containsExactly("1", "2", "3");
        assertThat(headers("X-Spooled")).containsExactly("true", "true", null);
        assertThat(headers("X-Task-List")).containsExactly("release", "release", "other");
        assertThat(headers("X-Hook-Time").stream().map(Long::valueOf)).isSorted();
        assertThat(files()).isEmpty();
    }

    @Test
    void givesUpOnAHubThatHangs() throws Exception {
        hub.hangs();

        var run = hook("sh", "Stop", EVENT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.took()).isLessThan(Duration.ofSeconds(2));
        assertThat(kept()).hasSize(1);
    }

    @Test
    void doesNotTryTheEventOnAHubThatHangsAtAnOlderOne() throws Exception {
        keep("1764565816123-1.claude.json", "old");
        hub.hangs();

        var run = hook("sh", "Stop", EVENT);

        assertThat(run.took()).isLessThan(Duration.ofMillis(1500));
        assertThat(hub.bodies()).containsExactly("old");
        assertThat(kept()).hasSize(2);
    }

    @Test
    void sendsSomeAtATimeOfMany() throws Exception {
        var old = IntStream.range(10, 35).mapToObj(i -> "old " + i).toList();
        for (String body : old) {
            keep("17645658161" + body.substring(4) + "-1.claude.json", body);
        }

        hook("sh", "Stop", EVENT);

        var sent = hub.bodies();
        assertThat(sent).hasSizeBetween(2, 21).endsWith(EVENT);
        assertThat(sent.subList(0, sent.size() - 1)).isEqualTo(old.subList(0, sent.size() - 1));
        assertThat(kept()).hasSize(26 - sent.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 503})
    void keepsTheEventThatTheHubDoesNotTakeNow(int code) throws Exception {
        hub.answers(code, "{\"message\": \"not now\"}");

        var run = hook("sh", "Stop", EVENT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(kept()).singleElement().satisfies(file -> assertThat(file).hasContent(EVENT));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413})
    void putsAsideWhatTheHubWillNeverTake(int code) throws Exception {
        hub.answers(code, "{\"message\": \"no hook_event_name\"}");

        var run = hook("sh", "Stop", EVENT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no hook_event_name");
        assertThat(kept()).isEmpty();
        assertThat(files(spool.resolve("rejected")))
                .anySatisfy(file -> assertThat(file).hasContent(EVENT))
                .anySatisfy(file -> assertThat(file).hasContent(code + " {\"message\": \"no hook_event_name\"}"))
                .hasSize(2);
    }

    @Test
    void letsNoEventHoldUpTheOthers() throws Exception {
        keep("1764565816123-1.claude.json", "makes the hub fail");
        keep("1764565816124-1.claude.json", "bad");
        keep("1764565816125-1.claude.json", "good");
        hub.answers(request -> new Answer(
                request.body().startsWith("makes") ? 500 : request.body().startsWith("bad") ? 400 : 200, "{}"));

        assertThat(hook("sh", "Stop", EVENT).out()).isEqualTo("{}");

        assertThat(hub.bodies()).endsWith("good", EVENT);
        assertThat(kept()).singleElement().satisfies(file -> assertThat(file).hasContent("makes the hub fail"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PreToolUse", "UserPromptExpansion"})
    void forgetsAQuestionThatNobodyAnswered(String event) throws Exception {
        shell.with("CLAUDE_PLUGIN_OPTION_URL", StubHub.away()).with("CLAUDE_CODE_TASK_LIST_ID", "release");

        var run = hook("sh", event, EVENT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out() + run.err()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void sendsWhatAKilledHookLeftButNothingOfOneAtWork() throws Exception {
        keep("1764565816123-1.claude.json.1764565816123", "left");
        keep("1764565816124-1.claude.json." + System.currentTimeMillis(), "at work");

        hook("sh", "Stop", EVENT);

        assertThat(hub.bodies()).containsExactly("left", EVENT);
        assertThat(kept()).singleElement().satisfies(file -> assertThat(file).hasContent("at work"));
    }

    @Test
    void sendsWhatGitHooksKeptToTheirDoor() throws Exception {
        var commits = Files.createDirectories(shell.home().resolve(".local/state/taskhub/spool"));
        Files.writeString(commits.resolve("1764565816123-1.git.json"), "commit");

        hook("sh", "Stop", EVENT);

        assertThat(hub.requests().stream().map(Request::path)).containsExactly("/hooks/git", "/hooks/claude");
        assertThat(commits).isEmptyDirectory();
    }

    @Test
    void sendsNothingTwiceWhenManyHooksRunAtOnce() throws Exception {
        var expected = IntStream.range(10, 40).mapToObj(i -> "old " + i).collect(toCollection(ArrayList::new));
        for (String body : expected) {
            keep("17645658161" + body.substring(4) + "-1.claude.json", body);
        }
        List<Callable<Run>> hooks = IntStream.range(0, 6)
                .<Callable<Run>>mapToObj(i -> () -> hook("sh", "Stop", "new " + i))
                .toList();
        var threads = Executors.newFixedThreadPool(6);
        for (var run : threads.invokeAll(hooks)) {
            assertThat(run.get().exitCode()).isZero();
        }
        threads.shutdown();

        IntStream.range(0, 6).mapToObj(i -> "new " + i).forEach(expected::add);
        var sentOrKept = new ArrayList<>(hub.bodies());
        for (Path file : kept()) {
            sentOrKept.add(Files.readString(file));
        }
        assertThat(sentOrKept).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(hub.bodies()).contains("old 10", "new 5");
    }

    @Test
    void keepsTheOldestWhenTheSpoolIsFull() throws Exception {
        shell.with("CLAUDE_PLUGIN_OPTION_URL", StubHub.away()).with("TASKHUB_SPOOL_BODIES", "2");
        hook("sh", "Stop", "1");
        hook("sh", "Stop", "2");

        var run = hook("sh", "Stop", "3");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("full");
        assertThat(kept()).extracting(Files::readString).containsExactly("1", "2");
    }

    @Test
    void keepsTheTokenFromCommandLinesAndFiles() throws Exception {
        shell.withProgram(
                "curl", "#!/bin/sh\nprintf '%s\\n' \"$@\" >>\"$HOME/arguments\"\nexec /usr/bin/curl \"$@\"\n");
        hook("sh", "Stop", EVENT);
        hub.answers(401, "");
        hook("sh", "Stop", EVENT);

        assertThat(hub.requests()).hasSize(2);
        assertThat(shell.home().resolve("arguments"))
                .content()
                .contains("/hooks/claude")
                .doesNotContain("secret");
        assertThat(files())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).content().doesNotContain("secret"));
    }

    @Test
    void tellsOfTheRepositoryAtTheStartWithoutItsPassword() throws Exception {
        var repository = Files.createDirectories(temp.resolve("repository"));
        shell.in(repository);
        shell.must("git", "init", "-q", "-b", "feature/größe");
        shell.must("git", "remote", "add", "origin", "https://ada:password@example.org/team/shop.git");

        hook("sh", "SessionStart", EVENT);
        hook("sh", "Stop", EVENT);

        assertThat(headers("X-Repository")).containsExactly("https://example.org/team/shop.git", null);
        assertThat(headers("X-Branch").get(0)).isEqualTo(asLatin1("feature/größe"));
        assertThat(headers("X-Branch").get(1)).isNull();
    }

    @Test
    void takesAddressAndTokenOfTheInstallerWhereThePluginHasNone() throws Exception {
        var config = Files.createDirectories(shell.home().resolve(".config/taskhub"));
        Files.writeString(config.resolve("url"), hub.url() + "\n");
        Files.writeString(config.resolve("token"), "installed\n");
        shell.with("CLAUDE_PLUGIN_OPTION_URL", "").with("CLAUDE_PLUGIN_OPTION_TOKEN", "");

        hook("sh", "Stop", EVENT);

        assertThat(headers("Authorization")).containsExactly("Bearer installed");
    }

    @Test
    void handsOnALargeEventUnchanged() throws Exception {
        var large = "{\"prompt\": \"" + "Größe ".repeat(150_000) + "\"}";

        hook("sh", "UserPromptSubmit", large);

        assertThat(hub.bodies()).containsExactly(large);
    }

    @Test
    void saysNothingThatIsNoHookAnswer() throws Exception {
        hub.answers(200, "<html>Please log in</html>");

        assertThat(hook("sh", "SessionStart", EVENT).out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void stopsClaudeCodeInNoCase(String name) throws Exception {
        var file = Files.createFile(temp.resolve("file")).toString();

        assertThat(hook(name, "Stop", "").exitCode()).isZero();
        shell.withOnly(Shell.POSIX); // no curl
        assertThat(hook(name, "Stop", EVENT).exitCode()).isZero();
        assertThat(kept()).hasSize(1);
        shell.with("CLAUDE_PLUGIN_DATA", file);
        assertThat(hook(name, "Stop", EVENT).exitCode()).isZero();
        shell.with("PATH", "/nonexistent");
        assertThat(hook(name, "Stop", EVENT).exitCode()).isZero();
    }

    private Run hook(String name, String event, String input) throws Exception {
        var script = Shell.KIT.resolve("taskhub/hooks/hook.sh").toString();
        var shellCommand = Shell.command(name);
        return shell.run(
                input,
                Stream.concat(shellCommand.stream(), Stream.of(script, event)).toList());
    }

    private void keep(String name, String body) throws IOException {
        Files.createDirectories(spool.resolve("rejected"));
        Files.writeString(spool.resolve(name), body);
    }

    private List<String> headers(String name) {
        return hub.requests().stream().map(request -> request.header(name)).collect(toList());
    }

    private List<Path> kept() throws IOException {
        return files().stream()
                .filter(file -> file.toString().contains(".json"))
                .toList();
    }

    private List<Path> files() throws IOException {
        return files(spool);
    }

    private static String asLatin1(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
