package dev.taskhub.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the installer does to settings, to git's hooks and to itself, with what a developer has there already. */
class InstallTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As somebody typed it. */
    private static final String SETTINGS =
            """
            {"model" : "opus",
                "env":{ "GREETING":"Gr\\u00fc\u00df Gott 🐪" , "CLAUDE_CODE_EFFORT": "1" },

                "permissions" : {"deny": [ "Bash(rm *)"], "allow":["Read"] } }
            """;

    @TempDir
    private Path temp;

    private Shell shell;
    private Path project;
    private Path settings;

    @BeforeEach
    void start() throws Exception {
        project = Files.createDirectories(temp.resolve("shop"));
        settings = project.resolve(".claude/settings.json");
        shell = new Shell(temp.resolve("home")).in(project).with("TASKHUB_TOKEN", "se\"cret");
        shell.withProgram(
                "claude",
                "#!/bin/sh\necho \"$*\" >>\"$HOME/asked\"\ncase $* in *--values-stdin) cat >>\"$HOME/told\";; esac\n");
        shell.must("git", "init", "-q", "--template=");
        Files.createDirectories(project.resolve(".git/hooks"));
        hook("post-commit", "#!/bin/sh\necho mine\n");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, SETTINGS);
    }

    /** The programs that can change JSON; either will do. */
    static List<String> jsonPrograms() {
        return Stream.of("jq", "node").filter(Shell::isInstalled).toList();
    }

    @ParameterizedTest
    @MethodSource("jsonPrograms")
    void addsWhatAPluginCannot(String program) throws Exception {
        with(program);

        var run = install();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(JSON.readTree(settings.toFile()))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"model": "opus",
                                 "env": {"GREETING": "Grüß Gott 🐪", "CLAUDE_CODE_EFFORT": "1", "CLAUDE_CODE_ENABLE_TODO_TOOLS": "1"},
                                 "permissions": {"deny": ["Bash(rm *)"], "allow": ["Read", "mcp__plugin_taskhub_hub"]}}
                                """));
        assertThat(run.out()).contains("+        \"CLAUDE_CODE_ENABLE_TODO_TOOLS\": \"1\"");
        assertThat(backups()).singleElement().satisfies(backup -> assertThat(backup)
                .hasContent(SETTINGS));
    }

    @ParameterizedTest
    @MethodSource("jsonPrograms")
    void takesOutEverythingAgainByteForByte(String program) throws Exception {
        with(program);
        var before = everythingIn(temp);

        install();
        assertThat(everythingIn(temp)).isNotEqualTo(before);
        install();
        var run = install("--uninstall");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(withoutClaudesOwn(everythingIn(temp))).isEqualTo(before);
    }

    @Test
    void takesOutEverythingWhereThereWereNoSettings() throws Exception {
        Files.delete(settings);
        Files.delete(settings.getParent());
        var before = everythingIn(temp);

        install();
        assertThat(settings).exists();
        install("--uninstall");

        assertThat(withoutClaudesOwn(everythingIn(temp))).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("jsonPrograms")
    void leavesWhatWasChangedMeanwhile(String program) throws Exception {
        with(program);
        install();
        Files.writeString(
                settings,
                Files.readString(settings).replace("\"opus\"", "\"sonnet\"").replace("\"Read\"", "\"Edit\""));
        Files.writeString(project.resolve(".git/hooks/post-commit.before-taskhub"), "#!/bin/sh\necho changed\n");

        install("--uninstall");

        assertThat(JSON.readTree(settings.toFile()))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"model": "sonnet", "env": {"GREETING": "Grüß Gott 🐪", "CLAUDE_CODE_EFFORT": "1"},
                                 "permissions": {"deny": ["Bash(rm *)"], "allow": ["Edit"]}}
                                """));
        assertThat(project.resolve(".git/hooks/post-commit")).hasContent("#!/bin/sh\necho changed\n");
        assertThat(backups()).hasSize(1);
    }

    @Test
    void leavesTheUsersOwnValues() throws Exception {
        var own =
                "{\"permissions\":{\"allow\":[\"mcp__plugin_taskhub_hub\"]},\"env\":{\"CLAUDE_CODE_ENABLE_TODO_TOOLS\":\"0\"}}";
        Files.writeString(settings, own);

        install();

        assertThat(settings).hasContent(own);
        assertThat(backups()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jsonPrograms")
    void refusesSettingsThatAreNoJson(String program) throws Exception {
        with(program);
        for (String bad : List.of("{\"env\": {},}", "[]", "", "{} {}")) {
            Files.writeString(settings, bad);
            var before = everythingIn(temp);

            var run = install();

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("is not valid JSON");
            assertThat(everythingIn(temp)).isEqualTo(before);
        }
    }

    @Test
    void changesNothingASecondTime() throws Exception {
        install();
        var before = everythingIn(project);

        var run = install();

        assertThat(run.exitCode()).isZero();
        assertThat(everythingIn(project)).isEqualTo(before);
    }

    @Test
    void saysWhatToAddByHandWhereNothingCanChangeJson() throws Exception {
        shell.withOnly(Shell.POSIX).withOnly("curl", "git");

        var run = install();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("CLAUDE_CODE_ENABLE_TODO_TOOLS", "mcp__plugin_taskhub_hub", settings.toString());
        assertThat(settings).hasContent(SETTINGS);
        assertThat(project.resolve(".git/hooks/post-rewrite")).isExecutable();
        assertThat(install("--uninstall").exitCode()).isZero();
        assertThat(settings).hasContent(SETTINGS);
    }

    @Test
    void handsThePluginAddressAndTokenWhereNobodySeesThem() throws Exception {
        install("--url", "https://hub.example.org/");

        assertThat(Files.readAllLines(shell.home().resolve("asked")))
                .containsExactly(
                        "plugin marketplace add " + Shell.KIT,
                        "plugin install taskhub@taskhub --scope project",
                        "plugin configure taskhub@taskhub --values-stdin");
        assertThat(JSON.readTree(shell.home().resolve("told").toFile()))
                .isEqualTo(JSON.readTree("{\"url\": \"https://hub.example.org\", \"token\": \"se\\\"cret\"}"));
        var token = shell.home().resolve(".config/taskhub/token");
        assertThat(token).hasContent("se\"cret\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
    }

    @Test
    void takesTheTokenFromAFileAndKeepsItForTheNextTime() throws Exception {
        shell.with("TASKHUB_TOKEN", "");
        var file = Files.writeString(temp.resolve("token"), "from-file\n");

        install("--token-file", file.toString());
        install("--url", "https://hub.example.org");

        assertThat(shell.home().resolve("told")).content().endsWith("\"token\": \"from-file\"}\n");
    }

    @Test
    void asksForWhatItWasNotTold() throws Exception {
        shell.with("TASKHUB_TOKEN", "");

        var run = install();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("There is no token yet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--frobnicate",
                "--url",
                "--url hub.example.org",
                "--token-file /nonexistent",
                "--project /nonexistent"
            })
    void refusesWhatItDoesNotUnderstand(String arguments) throws Exception {
        var before = everythingIn(temp);

        assertThat(install(arguments.split(" ")).exitCode()).isEqualTo(1);

        assertThat(everythingIn(temp)).isEqualTo(before);
    }

    @Test
    void changesTheFileThatALinkLeadsTo() throws Exception {
        var dotfiles = Files.createDirectories(temp.resolve("dotfiles"));
        var target = Files.move(settings, dotfiles.resolve("claude.json"));
        Files.createSymbolicLink(settings, target);

        install();

        assertThat(settings).isSymbolicLink();
        assertThat(target).content().contains("mcp__plugin_taskhub_hub");
        install("--uninstall");
        assertThat(settings).isSymbolicLink();
        assertThat(target).hasContent(SETTINGS);
    }

    @Test
    void connectsAllProjectsOfAUser() throws Exception {
        install("--user");

        assertThat(shell.home().resolve(".claude/settings.json")).content().contains("CLAUDE_CODE_ENABLE_TODO_TOOLS");
        assertThat(settings).hasContent(SETTINGS);
        assertThat(project.resolve(".git/hooks/post-commit")).hasContent("#!/bin/sh\necho mine\n");
        install("--user", "--uninstall");
        assertThat(shell.home().resolve(".claude")).doesNotExist();
    }

    @Test
    void keepsHooksThatAnotherProjectShares() throws Exception {
        var shared = Files.createDirectories(temp.resolve("shared")).toString();
        var other = Files.createDirectories(temp.resolve("other"));
        shell.must("git", "config", "core.hooksPath", shared);
        shell.must("git", "init", "-q", "--template=", other.toString());
        shell.must("git", "-C", other.toString(), "config", "core.hooksPath", shared);
        install();
        install("--project", other.toString());

        install("--uninstall");
        assertThat(temp.resolve("shared/post-commit")).exists();
        install("--project", other.toString(), "--uninstall");
        assertThat(temp.resolve("shared/post-commit")).doesNotExist();
    }

    @Test
    void leavesHusksHooksToTheUser() throws Exception {
        shell.must("git", "config", "core.hooksPath", ".husky/_");

        var run = install();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains(".husky/post-commit");
        assertThat(project.resolve(".husky/_/post-commit")).doesNotExist();
    }

    private void with(String program) throws IOException {
        shell.withOnly(Shell.POSIX).withOnly("curl", "git", program);
    }

    private Shell.Run install(String... arguments) throws Exception {
        return shell.run(Stream.concat(
                        Stream.of(Shell.path("sh"), Shell.KIT.resolve("install").toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private void hook(String name, String text) throws IOException {
        assertThat(Files.writeString(project.resolve(".git/hooks").resolve(name), text)
                        .toFile()
                        .setExecutable(true))
                .isTrue();
    }

    private List<Path> backups() throws IOException {
        try (var files = Files.list(settings.getParent())) {
            return files.filter(file -> file.toString().contains("taskhub-backup"))
                    .toList();
        }
    }

    /** All files and folders with their rights and contents. */
    private static Map<String, String> everythingIn(Path folder) throws IOException {
        var found = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            files.forEach(file -> found.put(folder.relativize(file).toString(), described(file)));
        }
        return found;
    }

    private static String described(Path file) {
        try {
            var rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
            return Files.isRegularFile(file) ? rights + " " + Files.readString(file) : rights;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without what the program in the place of Claude Code has written, and the empty folders above what was installed. */
    private static Map<String, String> withoutClaudesOwn(Map<String, String> found) {
        found.keySet().removeIf(path -> path.matches("home/(asked|told|\\.config|\\.local(/state(/taskhub)?)?)"));
        return found;
    }
}
