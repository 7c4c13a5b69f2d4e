package dev.taskhub.agent;

import dev.taskhub.config.InvalidConfiguration;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code config/agents.yaml} and refuses what is wrong in it, with file and line. */
final class AgentsFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Path file;

    private AgentsFile(Path file) {
        this.file = file;
    }

    /**
     * The agents declared in {@code file}.
     *
     * @throws InvalidConfiguration for a file that is missing or wrong, naming file, line and what to write instead
     */
    static Agents read(Path file) {
        return new AgentsFile(file).agents();
    }

    private Agents agents() {
        Node root = root();
        Map<String, Node> keys = keys(root, "the file", Set.of("fallback", "agents"), List.of("fallback", "agents"));
        List<Agent> agents = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node node : items(keys.get("agents"), "agents")) {
            Agent agent = agent(node);
            // folders of names that differ in case alone are one folder on some file systems
            if (!names.add(agent.name().toLowerCase(Locale.ROOT))) {
                throw wrong(node, "agent " + agent.name() + " is declared twice");
            }
            agents.add(agent);
        }
        String fallback = text(keys.get("fallback"), "fallback");
        var result = new Agents(List.copyOf(agents), fallback);
        if (!result.names().contains(fallback)) {
            throw wrong(
                    keys.get("fallback"),
                    "fallback " + fallback + " is not one of the agents " + String.join(", ", result.names()));
        }
        return result;
    }

    private Agent agent(Node node) {
        Map<String, Node> keys =
                keys(node, "an agent", Set.of("name", "description", "skills"), List.of("name", "skills"));
        String name = text(keys.get("name"), "name");
        if (!NAME.matcher(name).matches()) {
            throw wrong(
                    keys.get("name"),
                    "agent \"" + name + "\" cannot be a folder: use letters, digits, \"-\" and \"_\", at most 64");
        }
        String description = keys.containsKey("description") ? text(keys.get("description"), "description") : "";
        List<Agent.Skill> skills = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node skillNode : items(keys.get("skills"), "skills of agent " + name)) {
            Agent.Skill skill = skill(skillNode);
            if (!names.add(skill.name())) {
                throw wrong(skillNode, "agent " + name + " has the skill " + skill.name() + " twice");
            }
            skills.add(skill);
        }
        return new Agent(name, description, List.copyOf(skills));
    }

    private Agent.Skill skill(Node node) {
        Map<String, Node> keys = keys(node, "a skill", Set.of("name", "weight", "words"), List.of("name"));
        String name = text(keys.get("name"), "name");
        int weight = keys.containsKey("weight") ? weight(keys.get("weight")) : 1;
        List<Node> wordNodes = keys.containsKey("words")
                ? items(keys.get("words"), "words of skill " + name)
                : List.of(keys.get("name"));
        List<String> words = new ArrayList<>();
        for (Node wordNode : wordNodes) {
            String word = text(wordNode, "word");
            if (Words.of(word).isEmpty()) {
                throw wrong(wordNode, "\"" + word + "\" holds no letter or digit, so it can never match");
            }
            words.add(word);
        }
        return new Agent.Skill(name, weight, List.copyOf(words));
    }

    private int weight(Node node) {
        String text = text(node, "weight");
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw wrong(node, "weight " + text + " is not a whole number from 1 to 999");
        }
        return Integer.parseInt(text);
    }

    private Node root() {
        try (Reader reader = Files.newBufferedReader(file)) {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
            if (root == null) {
                throw invalid(file + " is empty: declare \"fallback\" and \"agents\"");
            }
            return root;
        } catch (MarkedYAMLException e) {
            throw invalid(file + " line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
        } catch (YAMLException e) {
            throw invalid(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw invalid("cannot read the agents from " + file + ": " + e);
        }
    }

    private Map<String, Node> keys(Node node, String what, Set<String> known, Collection<String> required) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, what + " must be written as \"key: value\" lines");
        }
        Map<String, Node> keys = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode(), "key");
            if (!known.contains(key)) {
                throw wrong(
                        tuple.getKeyNode(),
                        "unknown key \"" + key + "\" in " + what + "; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
            if (keys.put(key, tuple.getValueNode()) != null) {
                throw wrong(tuple.getKeyNode(), "\"" + key + "\" stands twice in " + what);
            }
        }
        for (String key : required) {
            if (!keys.containsKey(key)) {
                throw wrong(node, what + " lacks \"" + key + "\"");
            }
        }
        return keys;
    }

    private List<Node> items(Node node, String what) {
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            throw wrong(node, what + " must be a list with at least one entry");
        }
        return sequence.getValue();
    }

    private String text(Node node, String what) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw wrong(node, what + " must be a text");
        }
        return scalar.getValue().strip();
    }

    private InvalidConfiguration wrong(Node node, String problem) {
        return invalid(file + " line " + (node.getStartMark().getLine() + 1) + ": " + problem);
    }

    private static InvalidConfiguration invalid(String problem) {
        return new InvalidConfiguration(
                problem, "Mend the file, or name another one with taskhub.agent.file, and start the hub again.");
    }
}
