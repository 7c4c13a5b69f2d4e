package dev.taskhub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.TaskHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/** Starts of the whole hub that fail: what somebody sees who has configured it wrongly. */
@ExtendWith(OutputCaptureExtension.class)
class InvalidConfigurationTest {

    @TempDir
    Path folder;

    @Test
    void saysOfAMappingWhichLineIsWrongAndWhatToDo(CapturedOutput output) throws IOException {
        Path config = folder.resolve("config");
        FileSystemUtils.copyRecursively(Path.of("config"), config);
        Path mapping = config.resolve("convex.yaml");
        Files.writeString(mapping, Files.readString(mapping).replace("type: millis", "type: mills"));

        start("taskhub.config-dir=" + config);

        assertReported(
                output, "convex.yaml line ", "type \"mills\" is unknown", "Mend the file and start the hub again.");
    }

    @Test
    void saysOfTheAgentsWhichLineIsWrongAndWhatToDo(CapturedOutput output) throws IOException {
        Path agents = Files.writeString(folder.resolve("agents.yaml"), "fallback: CE\nagents: []\n");

        start("taskhub.agent.file=" + agents);

        assertReported(output, "agents.yaml line 2: agents must be a list", "taskhub.agent.file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "taskhub.sync.conflict.status=best     | taskhub.sync.conflict.status: \"best\" is not one of | variable it is TASKHUB_SYNC_CONFLICT_STATUS",
                "taskhub.airtable.poll-overlap=1ms     | taskhub.airtable.poll-overlap is PT0.001S, must be 1s or more | Update your application's configuration",
                "taskhub.airtable.poll-every=often     | taskhub.airtable.poll-every | Update your application's configuration",
                "taskhub.security.encryption-key=AAAA  | TASKHUB_ENCRYPTION_KEY is not a key of 32 bytes | openssl rand -base64 32"
            })
    void saysOfASettingWhatIsWrongAndWhatToDo(String setting, String problem, String action, CapturedOutput output) {
        start(setting);

        assertReported(output, problem, action);
    }

    private void start(String setting) {
        assertThatThrownBy(() -> SpringApplication.run(
                        TaskHub.class,
                        "--" + setting,
                        "--taskhub.home=" + folder,
                        "--server.port=0",
                        "--camel.main.jmx-enabled=false"))
                .isNotNull();
    }

    private static void assertReported(CapturedOutput output, String... words) {
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(words)
                .doesNotContain("\tat ", "BeanCreationException", "UnsatisfiedDependencyException");
    }
}
