package dev.taskhub.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.kit.StubHub.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub hears of work in a repository whose git hooks were installed. */
class GitHooksTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path temp;

    private StubHub hub;
    private Shell shell;
    private Path repository;
    private Path hooks;

    @BeforeEach
    void start() throws Exception {
        hub = new StubHub();
        repository = Files.createDirectories(temp.resolve("shop"));
        hooks = repository.resolve(".git/hooks");
        shell = new Shell(temp.resolve("home")).in(repository).with("TASKHUB_TOKEN", "secret");
        git("init", "-q", "-b", "main");
        git("remote", "add", "origin", "https://ada:password@example.org/shop.git");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void tellsOfACommit() throws Exception {
        install();
        Files.writeString(repository.resolve("a \"strange\" näme\t1"), "x");

        commit("Größe \"1\" \\ done\n\nTask: T-124\n\n\tindented");

        var event = event("commit");
        assertThat(event.get("repository").textValue()).isEqualTo("https://example.org/shop.git");
        assertThat(event.get("branch").textValue()).isEqualTo("main");
        assertThat(event.get("rewritten")).isEmpty();
        assertThat(event.get("commits")).singleElement().satisfies(commit -> {
            assertThat(commit.get("hash").textValue()).isEqualTo(head());
            assertThat(commit.get("parents")).isEmpty();
            assertThat(commit.get("author").textValue()).isEqualTo("Ada");
            assertThat(commit.get("email").textValue()).isEqualTo("ada@example.org");
            assertThat(commit.get("time").textValue())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)");
            assertThat(commit.get("message").textValue()).isEqualTo("Größe \"1\" \\ done\n\nTask: T-124\n\n\tindented");
            assertThat(commit.get("files").toString())
                    .isEqualTo("[{\"status\":\"A\",\"path\":\"a \\\"strange\\\" näme\\t1\"}]");
        });
        assertThat(request("commit").header("Authorization")).isEqualTo("Bearer secret");
    }

    @Test
    void tellsWhichCommitTookThePlaceOfAnAmendedOne() throws Exception {
        install();
        commit("First");
        var first = head();

        git("commit", "-q", "--allow-empty", "--amend", "-m", "Better");

        assertThat(event("rewrite").get("rewritten").toString())
                .isEqualTo("[{\"old\":\"" + first + "\",\"new\":\"" + head() + "\"}]");
        await().untilAsserted(() -> assertThat(messages()).contains("First", "Better"));
    }

    @Test
    void tellsWhichCommitsTookThePlaceOfRebasedOnes() throws Exception {
        install();
        commit("Base");
        git("checkout", "-q", "-b", "task/T-1-größe");
        Files.writeString(repository.resolve("one"), "1");
        commit("One");
        Files.writeString(repository.resolve("two"), "2");
        commit("Two");
        var old = List.of(head("HEAD~1"), head());
        git("checkout", "-q", "main");
        Files.writeString(repository.resolve("three"), "3");
        commit("Three");

        git("rebase", "-q", "main", "task/T-1-größe");

        var event = event("rewrite");
        assertThat(event.get("branch").textValue()).isEqualTo("task/T-1-größe");
        assertThat(event.get("rewritten").findValuesAsText("old")).isEqualTo(old);
        assertThat(event.get("rewritten").findValuesAsText("new")).containsExactly(head("HEAD~1"), head());
        assertThat(events().filter(
                                commit -> commit.at("/commits/0/hash").asText().equals(head()))
                        .map(commit -> commit.get("branch").textValue()))
                .containsOnly("task/T-1-größe");
    }

    @Test
    void runsTheHooksThatWereThereBefore() throws Exception {
        Files.createDirectories(hooks);
        hook("post-commit", "#!/bin/sh\necho committed >>\"$HOME/before\"\nexit 1\n");
        hook("post-rewrite", "#!/bin/sh\n{ echo \"$1\"; cat; } >>\"$HOME/before\"\n");
        install();
        commit("First");
        var first = head();

        git("commit", "-q", "--allow-empty", "--amend", "-m", "Better");

        assertThat(Files.readAllLines(shell.home().resolve("before")))
                .containsExactly("committed", "committed", "amend", first + " " + head());
        event("rewrite");
    }

    @Test
    void keepsACommitWhileTheHubIsAwayAndSendsItWithTheNextOne() throws Exception {
        install();
        shell.with("TASKHUB_URL", StubHub.away());
        commit("First");
        var spool = shell.home().resolve(".local/state/taskhub/spool");
        await().untilAsserted(() -> assertThat(spool).isDirectoryContaining("glob:**.git.json"));
        shell.with("TASKHUB_URL", hub.url());

        commit("Second");

        await().untilAsserted(() -> assertThat(messages()).containsExactly("First", "Second"));
        assertThat(hub.requests())
                .extracting(request -> request.header("X-Spooled"))
                .containsExactly("true", null);
        await().untilAsserted(() -> assertThat(spool).isDirectoryNotContaining("glob:**.json*"));
    }

    @Test
    void goesWhereTheRepositoryHasItsHooks() throws Exception {
        git("config", "core.hooksPath", "tools/hooks");
        install();

        commit("First");

        assertThat(event("commit").at("/commits/0/message").textValue()).isEqualTo("First");
        assertThat(hooks.resolve("post-commit")).doesNotExist();
    }

    @Test
    void letsGitGoOnWhileTheHubHangs() throws Exception {
        install();
        hub.hangs();

        assertThat(commit("First").took()).isLessThan(Duration.ofSeconds(1));
        await().until(() -> !hub.requests().isEmpty());
    }

    @Test
    void isSilentWhenTheKitIsGone() throws Exception {
        install();
        git("config", "taskhub.kit", temp.resolve("nowhere").toString());

        var run = commit("First");

        assertThat(run.out() + run.err()).isEmpty();
        assertThat(head()).isNotEmpty();
    }

    private void install() throws Exception {
        shell.with("TASKHUB_URL", hub.url());
        shell.must(Shell.KIT.resolve("install").toString(), "--no-plugin");
    }

    private Shell.Run commit(String message) throws Exception {
        git("add", ".", ":!.claude");
        return git("commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", message);
    }

    private Shell.Run git(String... arguments) throws Exception {
        return shell.must(Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new));
    }

    private String head() {
        return head("HEAD");
    }

    private String head(String name) {
        try {
            return git("rev-parse", name).out().strip();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void hook(String name, String text) throws IOException {
        assertThat(Files.writeString(hooks.resolve(name), text).toFile().setExecutable(true))
                .isTrue();
    }

    private JsonNode event(String name) {
        return json(request(name));
    }

    private Request request(String name) {
        var start = "{\"event\":\"" + name + "\"";
        await().atMost(Duration.ofSeconds(10))
                .until(() -> hub.bodies().stream().anyMatch(body -> body.startsWith(start)));
        return hub.requests().stream()
                .filter(request ->
                        request.path().equals("/hooks/git") && request.body().startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private Stream<JsonNode> events() {
        return hub.requests().stream().map(GitHooksTest::json);
    }

    private List<String> messages() {
        var messages = new ArrayList<String>();
        events().forEach(event -> event.get("commits")
                .forEach(commit -> messages.add(commit.get("message").textValue())));
        return messages;
    }

    private static JsonNode json(Request request) {
        try {
            return JSON.readTree(request.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.body(), e);
        }
    }
}
