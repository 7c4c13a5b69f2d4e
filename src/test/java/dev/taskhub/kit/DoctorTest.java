package dev.taskhub.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.taskhub.kit.StubHub.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** A machine on which all is well, and for each trouble the one change that makes it. */
class DoctorTest {

    private static final String PLUGIN = "\"taskhub@taskhub\"";

    @TempDir
    private static Path installed;

    @TempDir
    private Path temp;

    private StubHub hub;
    private Shell shell;
    private Path project;
    private Path spool;

    @BeforeAll
    static void install() throws Exception {
        var project = Files.createDirectories(installed.resolve("shop"));
        var shell = new Shell(installed.resolve("home")).in(project).withProgram("claude", "#!/bin/sh\n");
        shell.must("git", "init", "-q", "--template=");
        Files.writeString(installed.resolve("token"), "good\n");
        shell.must(
                Shell.KIT.resolve("install").toString(),
                "--token-file",
                installed.resolve("token").toString());
        Files.createDirectories(installed.resolve("home/.claude/plugins/data/taskhub-taskhub/spool/rejected"));
    }

    @BeforeEach
    void start() throws Exception {
        hub = new StubHub()
                .answers(request -> new Answer(
                        request.path().equals("/actuator/health/liveness")
                                        || "Bearer good".equals(request.header("Authorization"))
                                ? 200
                                : 401,
                        "{}"));
        FileSystemUtils.copyRecursively(installed, temp);
        project = temp.resolve("shop");
        spool = temp.resolve("home/.claude/plugins/data/taskhub-taskhub/spool");
        for (String hook : List.of("post-commit", "post-rewrite")) {
            assertThat(project.resolve(".git/hooks").resolve(hook).toFile().setExecutable(true))
                    .isTrue();
        }
        shell = new Shell(temp.resolve("home"))
                .in(project)
                .with("TASKHUB_URL", hub.url())
                .with("TASKHUB_TOKEN", "good")
                .with("TASKHUB_MANAGED_SETTINGS", temp.resolve("managed.json").toString());
        mcpServer("✔ Connected");
        write(".claude/plugins/installed_plugins.json", "{\"plugins\": {" + PLUGIN + ": [{\"scope\": \"user\"}]}}");
        write(".claude/settings.json", "{\"enabledPlugins\": {" + PLUGIN + ": true}}");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    interface Trouble {
        void make(DoctorTest here) throws Exception;
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                trouble("no hub answers", here -> here.shell.with("TASKHUB_URL", StubHub.away())),
                trouble("is no hub in good health (code 503)", here -> here.hub.answers(503, "")),
                trouble("the hub does not know the token", here -> here.shell.with("TASKHUB_TOKEN", "bad")),
                trouble("there is no token", here -> {
                    here.shell.with("TASKHUB_TOKEN", "");
                    Files.delete(here.shell.home().resolve(".config/taskhub/token"));
                }),
                trouble(
                        "the clocks differ: the hub's is",
                        here -> here.shell.withProgram(
                                "date",
                                "#!/bin/sh\ncase $* in +%s) echo $(($(" + Shell.path("date")
                                        + " +%s) - 600)) ;; *) exec " + Shell.path("date") + " \"$@\" ;; esac\n")),
                trouble("the task tools are off", here -> here.settings("CLAUDE_CODE_ENABLE_TODO_TOOLS", "X")),
                trouble("the task tools are switched off", here -> here.settings("\"1\"", "\"0\"")),
                trouble(
                        "hooks are switched off in",
                        here -> here.settings("\"env\"", "\"disableAllHooks\": true, \"env\"")),
                trouble(
                        "allows no hooks but its own",
                        here -> Files.writeString(
                                here.temp.resolve("managed.json"), "{\"allowManagedHooksOnly\": true}")),
                trouble("the plugin is not enabled", here -> here.write(".claude/settings.json", "{}")),
                trouble(
                        "the plugin is not enabled",
                        here -> Files.writeString(
                                here.project.resolve(".claude/settings.local.json"),
                                "{\"enabledPlugins\": {" + PLUGIN + ": false}}")),
                trouble(
                        "but not installed on this machine",
                        here -> here.write(".claude/plugins/installed_plugins.json", "{\"plugins\": {}}")),
                trouble(
                        "which is gone",
                        here -> here.write(
                                ".claude/plugins/known_marketplaces.json",
                                "{\"taskhub\": {\"installLocation\": \"/nonexistent\"}}")),
                trouble(
                        "the plugin speaks to http://other",
                        here -> here.write(
                                ".claude/settings.json",
                                "{\"enabledPlugins\": {" + PLUGIN + ": true}, \"pluginConfigs\": {" + PLUGIN
                                        + ": {\"options\": {\"url\": \"http://other\"}}}}")),
                trouble("Claude asks each time", here -> here.settings("mcp__plugin_taskhub_hub", "Read")),
                trouble(
                        "the hub's tools are forbidden",
                        here -> here.settings("\"allow\"", "\"deny\": [\"mcp__plugin_taskhub_hub__*\"], \"allow\"")),
                trouble("is not valid JSON", here -> here.settings("{", "{,")),
                trouble("the MCP server waits for your approval", here -> here.mcpServer("⏸ Pending approval")),
                trouble("the MCP server is not connected", here -> here.mcpServer("✘ Failed to connect")),
                trouble("knows no MCP server", here -> here.shell.withProgram("claude", "#!/bin/sh\n")),
                trouble("1 changes wait in", here -> Files.writeString(here.spool.resolve("1-1.claude.json"), "{}")),
                trouble("the hub refused 1 changes, the last one with: 400 no hook_event_name", here -> {
                    Files.writeString(here.spool.resolve("rejected/1-1.json"), "{}");
                    Files.writeString(here.spool.resolve("rejected/1-1.answer"), "400 no hook_event_name\n");
                }),
                trouble(
                        "git does not tell the hub",
                        here -> here.shell.must("git", "config", "--unset", "taskhub.kit")),
                trouble(
                        "git's hooks look for TaskHub in /nonexistent",
                        here -> here.shell.must("git", "config", "taskhub.kit", "/nonexistent")),
                trouble("there is no git hook", here -> Files.delete(here.project.resolve(".git/hooks/post-commit"))),
                trouble(
                        "post-rewrite does not tell the hub",
                        here -> Files.writeString(here.project.resolve(".git/hooks/post-rewrite"), "#!/bin/sh\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void saysWhatIsWrongAndHowToMendIt(String expected, Trouble trouble) throws Exception {
        trouble.make(this);

        var run = doctor();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).containsPattern("WRONG  .*\\Q" + expected + "\\E.*\\n       \\S");
        assertThat(run.out().lines().filter(line -> line.startsWith("WRONG"))).hasSize(1);
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.taskhub.kit.InstallTest#jsonPrograms")
    void findsNothingWhereAllIsWell(String program) throws Exception {
        shell.withOnly(Shell.POSIX).withOnly("curl", "git", program);

        var run = doctor();

        assertThat(run.out()).doesNotContain("WRONG", "note");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void looksAtNoSettingsWhereNothingCanReadThem() throws Exception {
        shell.withOnly(Shell.POSIX).withOnly("curl", "git");

        var run = doctor();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("neither jq nor node").doesNotContain("WRONG");
    }

    @Test
    void sendsWhatWaitsWhenAskedTo() throws Exception {
        for (int i = 100; i < 130; i++) {
            Files.writeString(spool.resolve("1764565816" + i + "-1.claude.json"), "body " + i);
        }

        var run = doctor("--send");

        assertThat(run.out()).doesNotContain("WRONG");
        assertThat(hub.bodies().stream().filter(body -> body.startsWith("body")))
                .hasSize(30)
                .isSorted();
    }

    private Shell.Run doctor(String... arguments) throws Exception {
        return shell.run(Stream.concat(
                        Stream.of(Shell.path("sh"), Shell.KIT.resolve("doctor").toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private void mcpServer(String state) throws IOException {
        shell.withProgram(
                "claude",
                "#!/bin/sh\ncase $1 in mcp) echo 'plugin:taskhub:hub: http://x/mcp (HTTP) - " + state + "' ;; esac\n");
    }

    /** Changes the project's settings as somebody might. */
    private void settings(String what, String by) throws IOException {
        var settings = project.resolve(".claude/settings.json");
        var text = Files.readString(settings);
        assertThat(text).contains(what);
        Files.writeString(settings, text.replace(what, by));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(shell.home().resolve(name), text);
    }

    private static Arguments trouble(String expected, Trouble trouble) {
        return arguments(expected, trouble);
    }
}
