package dev.taskhub.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents hold together, however many hands write them. */
class DocumentsTest {

    private static final Path DECISIONS = Path.of("docs", "decisions");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");

    @Test
    void numbersTheDecisionsWithoutAGap() throws IOException {
        var numbers =
                decisions().stream().map(file -> name(file).substring(0, 4)).toList();

        assertThat(numbers)
                .isEqualTo(Stream.iterate(1, number -> number + 1)
                        .limit(numbers.size())
                        .map("%04d"::formatted)
                        .toList());
    }

    @Test
    void givesEveryDecisionItsFilesNameAReasonAndWhatWasRejected() throws IOException {
        for (Path file : decisions()) {
            var lines = Files.readAllLines(file);
            var title = lines.get(0);

            assertThat(title).as(name(file)).startsWith("# ");
            assertThat(kebab(title.substring(2)) + ".md").isEqualTo(name(file).substring(5));
            assertThat(lines).as(name(file)).anyMatch(line -> line.startsWith("**Why.** "));
            assertThat(lines).as(name(file)).anyMatch(line -> line.startsWith("**Rejected.** "));
        }
    }

    @Test
    void linksToWhatIsThere() throws IOException {
        var dead = new ArrayList<String>();
        try (var docs = Files.walk(Path.of("docs"))) {
            for (Path file : Stream.concat(Stream.of(Path.of("README.md")), docs.filter(path -> path.toString()
                            .endsWith(".md")))
                    .toList()) {
                LINK.matcher(Files.readString(file))
                        .results()
                        .map(link -> link.group(1))
                        .filter(target -> Files.notExists(file.resolveSibling(target)))
                        .forEach(target -> dead.add(file + " links to " + target));
            }
        }

        assertThat(dead).isEmpty();
    }

    private static List<Path> decisions() throws IOException {
        try (var files = Files.list(DECISIONS)) {
            return files.sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String kebab(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
