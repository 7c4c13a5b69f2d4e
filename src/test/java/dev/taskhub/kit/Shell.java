package dev.taskhub.kit;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Runs programs as a developer's machine does whose home is an empty folder: nothing of this machine's environment is handed
 * on but the search path.
 */
final class Shell {

    static final Path KIT = Path.of("claude-code").toAbsolutePath();

    private final Path home;
    private final Path programs;
    private final Map<String, String> environment = new HashMap<>();
    private Path folder;

    Shell(Path home) throws IOException {
        this.home = Files.createDirectories(home);
        folder = home;
        programs = Files.createDirectories(home.resolveSibling("programs"));
        environment.put("PATH", programs + File.pathSeparator + System.getenv("PATH"));
        environment.put("HOME", home.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_AUTHOR_NAME", "Ada");
        environment.put("GIT_AUTHOR_EMAIL", "ada@example.org");
        environment.put("GIT_COMMITTER_NAME", "Ada");
        environment.put("GIT_COMMITTER_EMAIL", "ada@example.org");
    }

    /** Programs that every Unix has. */
    static final String[] POSIX = {
        "awk",
        "cat",
        "chmod",
        "cksum",
        "cmp",
        "cp",
        "cut",
        "date",
        "diff",
        "du",
        "find",
        "grep",
        "head",
        "mkdir",
        "mv",
        "readlink",
        "rm",
        "rmdir",
        "sed",
        "sh",
        "tr",
        "uname"
    };

    /** Those of the usual shells that are on this machine. */
    static List<String> all() {
        return Stream.of("dash", "bash", "busybox").filter(Shell::isInstalled).toList();
    }

    /** How to start one of these shells. */
    static List<String> command(String shell) {
        return shell.equals("busybox") ? List.of(path(shell), "sh") : List.of(path(shell));
    }

    static boolean isInstalled(String program) {
        return places(program).findAny().isPresent();
    }

    /** Where a program of this machine is. */
    static String path(String program) {
        return places(program).findFirst().orElseThrow().toString();
    }

    private static Stream<Path> places(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable);
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Shell in(Path other) {
        folder = other;
        return this;
    }

    Path home() {
        return home;
    }

    /** Puts a program of that name and text before all others. */
    Shell withProgram(String name, String text) throws IOException {
        var program = Files.writeString(programs.resolve(name), text);
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        return this;
    }

    /** Leaves none of this machine's programs but these, as far as it has them. */
    Shell withOnly(String... names) throws IOException {
        for (String name : names) {
            if (isInstalled(name)) {
                withProgram(name, "#!/bin/sh\nexec " + path(name) + " \"$@\"\n");
            }
        }
        return with("PATH", programs.toString());
    }

    /** Runs a program, found on the search path of this machine, to its end. */
    Run run(String input, List<String> command) throws IOException, InterruptedException {
        var files = Files.createTempDirectory("run");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Files.writeString(files.resolve("in"), input).toFile())
                .redirectOutput(files.resolve("out").toFile())
                .redirectError(files.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        var process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " does not end");
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        var run = new Run(
                process.exitValue(),
                Files.readString(files.resolve("out")),
                Files.readString(files.resolve("err")),
                took);
        FileSystemUtils.deleteRecursively(files);
        return run;
    }

    Run run(String... command) throws IOException, InterruptedException {
        return run("", List.of(command));
    }

    /** The same, for a step that has to succeed. */
    Run must(String... command) throws IOException, InterruptedException {
        var run = run(command);
        if (run.exitCode() != 0) {
            throw new AssertionError(Stream.of(command).collect(joining(" ")) + " said:\n" + run.out() + run.err());
        }
        return run;
    }

    record Run(int exitCode, String out, String err, Duration took) {}
}
