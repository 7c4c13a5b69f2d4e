package dev.taskhub.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.config.InvalidConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentsFileTest {

    @TempDir
    Path folder;

    @Test
    void readsTheShippedFile() {
        Agents agents = AgentsFile.read(Path.of("config/agents.yaml"));

        assertThat(agents.fallback()).isEqualTo("CE");
        assertThat(agents.names()).containsExactly("CE", "BA", "MA", "TA");
        assertThat(agents.all())
                .extracting(agent ->
                        agent.skills().stream().map(Agent.Skill::name).toList().toString())
                .containsExactly(
                        "[architecture, planning, review]",
                        "[implementation, deployment, testing]",
                        "[monitoring, alerts, metrics]",
                        "[testing, validation, qa]");
    }

    @Test
    void theNameOfASkillIsItsWordUnlessWordsAreGiven() throws IOException {
        Agents agents = read("fallback: A|agents:|- name: A|  skills: [{name: load test, weight: 4}]");

        assertThat(agents.all().get(0).skills().get(0).words()).containsExactly("load test");
        assertThat(agents.all().get(0).skills().get(0).weight()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "''                                                     # is empty",
                "fallback: A|agents: []                                 # line 2: agents must be a list with at least one entry",
                "fallback: A                                            # line 1: the file lacks \"agents\"",
                "fallback: A|agents:|- name: A|  skils: []              # line 4: unknown key \"skils\" in an agent; known are description, name, skills",
                "fallback: A|agents:|- name: A                          # line 3: an agent lacks \"skills\"",
                "fallback: A|agents:|- name: A|  skills: []             # line 4: skills of agent A must be a list",
                "fallback: A|agents:|- name: a b|  skills: [{name: x}]  # line 3: agent \"a b\" cannot be a folder",
                "fallback: A|agents:|- name: ../x|  skills: [{name: x}] # line 3: agent \"../x\" cannot be a folder",
                "fallback: B|agents:|- name: A|  skills: [{name: x}]    # line 1: fallback B is not one of the agents A",
                "fallback: A|agents:|- &a|  name: A|  skills: [{name: x}]|- *a # agent A is declared twice",
                "fallback: A|agents:|- name: A|  skills: [{name: x}]|- name: a|  skills: [{name: x}] # line 5: agent a is declared twice",
                "fallback: A|agents:|- name: A|  skills: [{name: x}, {name: x}] # line 4: agent A has the skill x twice",
                "fallback: A|agents:|- name: A|  skills: [{name: x, weight: 0}] # line 4: weight 0 is not a whole number from 1 to 999",
                "fallback: A|agents:|- name: A|  skills: [{name: x, words: ['--']}] # line 4: \"--\" holds no letter or digit",
                "fallback: A|agents:|- name: A|  name: B                # line 4: \"name\" stands twice in an agent",
                "fallback: A|agents: A                                  # line 2: agents must be a list",
                "- a                                                    # line 1: the file must be written as \"key: value\" lines",
                "fallback: A|agents: [                                  # line 2: "
            })
    void refusesAWrongFileWithItsLine(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("agents.yaml")
                .hasMessageContaining(problem.strip());
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> AgentsFile.read(folder.resolve("none.yaml"))).hasMessageContaining("none.yaml");
    }

    private Agents read(String lines) throws IOException {
        return AgentsFile.read(Files.writeString(folder.resolve("agents.yaml"), lines.replace('|', '\n')));
    }
}
