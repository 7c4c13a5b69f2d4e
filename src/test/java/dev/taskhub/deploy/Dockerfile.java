package dev.taskhub.deploy;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the project's Dockerfile says, instruction by instruction. */
record Dockerfile(List<Instruction> instructions) {

    record Instruction(String name, String arguments) {

        List<String> words() {
            return List.of(arguments.split("\\s+"));
        }
    }

    static Dockerfile here() throws IOException {
        var text = Files.readAllLines(Path.of("Dockerfile")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(joining("\n"))
                .replaceAll("\\\\\n\\s*", "");
        return new Dockerfile(text.lines()
                .map(line -> line.split(" ", 2))
                .map(parts -> new Instruction(parts[0], parts[1]))
                .toList());
    }

    List<Instruction> all(String name) {
        return instructions.stream()
                .filter(instruction -> instruction.name().equals(name))
                .toList();
    }

    /** The one of that name that counts: the last. */
    Instruction last(String name) {
        var all = all(name);
        if (all.isEmpty()) {
            throw new AssertionError("the Dockerfile has no " + name);
        }
        return all.get(all.size() - 1);
    }

    Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        all("ENV").stream().flatMap(env -> env.words().stream()).forEach(word -> {
            var parts = word.split("=", 2);
            variables.put(parts[0], parts[1]);
        });
        return variables;
    }

    /** What is copied from the project into the last stage, in the form {@code from to}. */
    List<Instruction> copiedFromProject() {
        var stage = instructions.lastIndexOf(last("FROM"));
        return instructions.subList(stage, instructions.size()).stream()
                .filter(instruction -> instruction.name().equals("COPY"))
                .filter(copy -> !copy.arguments().startsWith("--from="))
                .toList();
    }

    /** The layers of the jar that are copied into the last stage, by their names. */
    List<String> layers() {
        return all("COPY").stream()
                .filter(copy -> copy.arguments().startsWith("--from=build"))
                .map(copy -> Path.of(copy.words().get(1)).getFileName().toString())
                .toList();
    }

    List<String> entrypoint() throws IOException {
        return words(last("ENTRYPOINT").arguments());
    }

    List<String> healthcheck() throws IOException {
        var check = last("HEALTHCHECK").arguments();
        return words(check.substring(check.indexOf("CMD") + 3));
    }

    private static List<String> words(String json) throws IOException {
        return Arrays.asList(new ObjectMapper().readValue(json, String[].class));
    }
}
