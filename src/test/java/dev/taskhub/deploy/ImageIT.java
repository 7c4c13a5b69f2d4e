package dev.taskhub.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image without a container engine: its layers, entry point and health check are run as the Dockerfile has them. */
class ImageIT {

    @TempDir
    private Path temp;

    @Test
    void startsFromItsLayersAndWritesToItsVolumeOnly() throws Exception {
        try (var hub = PackagedHub.start(temp)) {
            var shipped = files(hub.folder());

            assertThat(hub.home().resolve("data")).isDirectory();
            assertThat(hub.stop()).as("ended by SIGTERM").isEqualTo(143);
            assertThat(hub.isHealthy()).isFalse();
            assertThat(files(hub.folder())).isEqualTo(shipped);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }
}
