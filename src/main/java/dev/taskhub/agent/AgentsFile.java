package dev.taskhub.agent;

import dev.taskhub.config.ConfigFile;
import dev.taskhub.config.InvalidConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code config/agents.yaml} and refuses what is wrong in it, with file and line. */
final class AgentsFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final ConfigFile file;

    private AgentsFile(ConfigFile file) {
        this.file = file;
    }

    /**
     * The agents declared in {@code file}.
     *
     * @throws InvalidConfiguration for a file that is missing or wrong, naming file, line and what to write instead
     */
    static Agents read(Path file) {
        return new AgentsFile(new ConfigFile(file, "taskhub.agent.file")).agents();
    }

    private Agents agents() {
        Map<String, Node> keys =
                file.keys(file.root(), "the file", Set.of("fallback", "agents"), List.of("fallback", "agents"));
        List<Agent> agents = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node node : file.items(keys.get("agents"), "agents")) {
            Agent agent = agent(node);
            // folders of names that differ in case alone are one folder on some file systems
            if (!names.add(agent.name().toLowerCase(Locale.ROOT))) {
                throw file.wrong(node, "agent " + agent.name() + " is declared twice");
            }
            agents.add(agent);
        }
        String fallback = file.text(keys.get("fallback"), "fallback");
        var result = new Agents(List.copyOf(agents), fallback);
        if (!result.names().contains(fallback)) {
            throw file.wrong(
                    keys.get("fallback"),
                    "fallback " + fallback + " is not one of the agents " + String.join(", ", result.names()));
        }
        return result;
    }

    private Agent agent(Node node) {
        Map<String, Node> keys =
                file.keys(node, "an agent", Set.of("name", "description", "skills"), List.of("name", "skills"));
        String name = file.text(keys.get("name"), "name");
        if (!NAME.matcher(name).matches()) {
            throw file.wrong(
                    keys.get("name"),
                    "agent \"" + name + "\" cannot be a folder: use letters, digits, \"-\" and \"_\", at most 64");
        }
        String description = keys.containsKey("description") ? file.text(keys.get("description"), "description") : "";
        List<Agent.Skill> skills = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node skillNode : file.items(keys.get("skills"), "skills of agent " + name)) {
            Agent.Skill skill = skill(skillNode);
            if (!names.add(skill.name())) {
                throw file.wrong(skillNode, "agent " + name + " has the skill " + skill.name() + " twice");
            }
            skills.add(skill);
        }
        return new Agent(name, description, List.copyOf(skills));
    }

    private Agent.Skill skill(Node node) {
        Map<String, Node> keys = file.keys(node, "a skill", Set.of("name", "weight", "words"), List.of("name"));
        String name = file.text(keys.get("name"), "name");
        int weight = keys.containsKey("weight") ? weight(keys.get("weight")) : 1;
        List<Node> wordNodes = keys.containsKey("words")
                ? file.items(keys.get("words"), "words of skill " + name)
                : List.of(keys.get("name"));
        List<String> words = new ArrayList<>();
        for (Node wordNode : wordNodes) {
            String word = file.text(wordNode, "word");
            if (Words.of(word).isEmpty()) {
                throw file.wrong(wordNode, "\"" + word + "\" holds no letter or digit, so it can never match");
            }
            words.add(word);
        }
        return new Agent.Skill(name, weight, List.copyOf(words));
    }

    private int weight(Node node) {
        String text = file.text(node, "weight");
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw file.wrong(node, "weight " + text + " is not a whole number from 1 to 999");
        }
        return Integer.parseInt(text);
    }
}
