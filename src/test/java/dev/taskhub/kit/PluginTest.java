package dev.taskhub.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Claude Code itself says of the plugin; TASKHUB_CLAUDE names its program. */
@EnabledIfEnvironmentVariable(named = "TASKHUB_CLAUDE", matches = ".+")
class PluginTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"", "taskhub"})
    void isAcceptedByClaudeCode(String folder) throws Exception {
        var run = new Shell(temp.resolve("home"))
                .run(
                        "",
                        List.of(
                                System.getenv("TASKHUB_CLAUDE"),
                                "plugin",
                                "validate",
                                "--strict",
                                Shell.KIT.resolve(folder).toString()));

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }
}
