package dev.taskhub.claude.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.claude.command.CommandLine.Named;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for done do; then fi",
                "say \"it's\" $HOME & `id` | cat > x #12 \\$1",
                "#12 & deploy",
                "two\n lines",
                "  -- --help"
            })
    void theWordsAfterTheVerbAreTakenAsTheyAre(String words) {
        assertThat(CommandLine.of("ADD " + words)).isEqualTo(new CommandLine("add", words.stripLeading()));
    }

    @Test
    void nothingIsACallForHelp() {
        assertThat(CommandLine.of(" \n")).isEqualTo(new CommandLine("help", ""));
    }

    @Test
    void onlyAnAliasNamesATaskBeforeOtherWords() {
        assertThat(CommandLine.named("T-12 it works")).isEqualTo(new Named("T-12", "it works"));
        assertThat(CommandLine.named("t-12")).isEqualTo(new Named("t-12", ""));
        assertThat(CommandLine.named("#12")).isEqualTo(new Named("#12", ""));
        assertThat(CommandLine.named("12")).isEqualTo(new Named("12", ""));
        assertThat(CommandLine.named("3 of 5 tests")).isEqualTo(new Named(null, "3 of 5 tests"));
        assertThat(CommandLine.named("#12 is down")).isEqualTo(new Named(null, "#12 is down"));
        assertThat(CommandLine.named("T-12b")).isEqualTo(new Named(null, "T-12b"));
    }

    @Property(tries = 500)
    void nothingIsLost(@ForAll String arguments) {
        CommandLine line = CommandLine.of(arguments);

        assertThat(arguments.strip().isEmpty() || arguments.strip().endsWith(line.words()))
                .isTrue();
        assertThat(line.words()).endsWith(CommandLine.named(line.words()).text());
    }
}
