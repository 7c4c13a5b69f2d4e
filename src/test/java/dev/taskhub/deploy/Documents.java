package dev.taskhub.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README and the pages in docs: their tables and their commands. */
final class Documents {

    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^<!-- (.+) -->\\n)?^```sh\\n([\\s\\S]*?)^```$");

    private Documents() {}

    /**
     * Commands that a reader may copy together.
     *
     * @param remark the comment just above: {@code until it succeeds}, or {@code not run here: } and why; or empty
     */
    record Command(Path document, int number, String remark, String text) {

        boolean isRun() {
            return !remark.startsWith("not run here: ");
        }

        boolean mayTakeAWhile() {
            return remark.equals("until it succeeds");
        }

        @Override
        public String toString() {
            return document + " " + number + ": " + text.lines().findFirst().orElse("");
        }
    }

    /** All commands, the README's first, in the order in which a reader meets them. */
    static List<Command> commands() throws IOException {
        try (var docs = Files.walk(Path.of("docs"))) {
            var pages = docs.filter(page -> page.toString().endsWith(".md")).sorted();
            return Stream.concat(Stream.of(Path.of("README.md")), pages.toList().stream())
                    .flatMap(page -> commands(page, read(page)).stream())
                    .toList();
        }
    }

    private static List<Command> commands(Path page, String text) {
        var number = new int[1];
        return COMMAND.matcher(text)
                .results()
                .map(found ->
                        new Command(page, ++number[0], found.group(1) == null ? "" : found.group(1), found.group(2)))
                .toList();
    }

    /** The rows of the tables below the README's heading, until the next heading. */
    static List<String> readmeRows(String heading) {
        var section = read(Path.of("README.md")).split("(?m)^## ");
        return Stream.of(section)
                .filter(part -> part.startsWith(heading + "\n"))
                .flatMap(String::lines)
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
