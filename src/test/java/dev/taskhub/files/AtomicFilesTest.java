package dev.taskhub.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFilesTest {

    @TempDir
    Path folder;

    @Test
    void writesIntoFoldersThatAreNotThereYet() {
        Path target = folder.resolve("a/b/text.md");

        assertThat(AtomicFiles.write(target, "größer ≠ 🙂\n")).isTrue();

        assertThat(target).hasContent("größer ≠ 🙂\n");
        assertThat(target.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void leavesAnEqualFileUntouched() throws IOException {
        Path target = folder.resolve("text.md");
        AtomicFiles.write(target, "same");
        FileTime before = FileTime.from(Instant.parse("2026-01-05T00:00:00Z"));
        Files.setLastModifiedTime(target, before);

        assertThat(AtomicFiles.write(target, "same")).isFalse();
        assertThat(Files.getLastModifiedTime(target)).isEqualTo(before);
        assertThat(AtomicFiles.write(target, "sane")).isTrue();
        assertThat(target).hasContent("sane");
    }

    @Test
    void othersMayReadTheFileAsTheUmaskSays() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));
        Path target = folder.resolve("text.md");

        AtomicFiles.write(target, "x");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)));
    }

    @Test
    void readersNeverSeeHalfAText() throws IOException {
        Path target = folder.resolve("text.md");
        String one = "1".repeat(100_000);
        String two = "2".repeat(50_000);
        AtomicFiles.write(target, one);

        var writer = CompletableFuture.runAsync(
                () -> IntStream.range(0, 100).forEach(i -> AtomicFiles.write(target, i % 2 == 0 ? two : one)));
        do {
            assertThat(Set.of(one, two)).contains(Files.readString(target));
        } while (!writer.isDone());

        writer.join();
        assertThat(target).hasContent(one);
    }

    @Test
    void aFailedWriteLeavesNothingBehindAndNamesTheFile() throws IOException {
        Path target = folder.resolve("taken");
        Files.createDirectories(target.resolve("inside"));

        assertThatThrownBy(() -> AtomicFiles.write(target, "x"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write " + target);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void deletesOnce() {
        Path target = folder.resolve("text.md");
        AtomicFiles.write(target, "x");

        assertThat(AtomicFiles.delete(target)).isTrue();
        assertThat(AtomicFiles.delete(target)).isFalse();
        assertThat(target).doesNotExist();
    }

    @Test
    void removesOnlyOldLeftoversOfOurs() throws IOException {
        Instant limit = Instant.parse("2026-01-05T00:00:00Z");
        Path old = leftover(".text.md.0f8fad5b-d9cb-469f-a165-70867728950e.tmp", limit.minusSeconds(1));
        Path young = leftover(".text.md.7c9e6679-7425-40de-944b-e07fc1f90ae7.tmp", limit.plusSeconds(1));
        Path foreign = leftover(".other.tmp", limit.minusSeconds(1));

        AtomicFiles.removeLeftovers(folder, limit);
        AtomicFiles.removeLeftovers(folder.resolve("missing"), limit);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"T-124.json", "BA", "v1.2_final.md"})
    void takesPlainNames(String name) {
        assertThat(AtomicFiles.inFolder(folder, name)).isEqualTo(folder.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../x",
                "a/b",
                "a\\b",
                "/etc",
                ".hidden",
                "Größe",
                "C:x",
                "a\u0000b",
                "a\nb",
                "a\u202Eb"
            })
    void refusesNamesThatLeadElsewhereOrHide(String name) {
        assertThatThrownBy(() -> AtomicFiles.inFolder(folder, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no safe file name");
    }

    private Path leftover(String name, Instant touched) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        return Files.setLastModifiedTime(file, FileTime.from(touched));
    }
}
