package dev.taskhub.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/**
 * A YAML file of the configuration, read so that whatever is wrong in it is refused with its line.
 *
 * @param setting the key in {@code config/application.yaml} that names the file
 */
public record ConfigFile(Path file, String setting) {

    /**
     * The whole content.
     *
     * @throws InvalidConfiguration for a file that is missing, empty or no YAML
     */
    public Node root() {
        try (Reader reader = Files.newBufferedReader(file)) {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
            if (root == null) {
                throw invalid(file + " is empty");
            }
            return root;
        } catch (MarkedYAMLException e) {
            throw invalid(file + " line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
        } catch (YAMLException e) {
            throw invalid(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw invalid("cannot read " + file + ": " + e);
        }
    }

    /** The entries of {@code node}, refused when one of them is not {@code known} or a {@code required} one is missing. */
    public Map<String, Node> keys(Node node, String what, Set<String> known, Collection<String> required) {
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

    /** The entries of the list {@code node}, at least one. */
    public List<Node> items(Node node, String what) {
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            throw wrong(node, what + " must be a list with at least one entry");
        }
        return sequence.getValue();
    }

    /** The text of {@code node}, not blank, without blanks around it. */
    public String text(Node node, String what) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw wrong(node, what + " must be a text");
        }
        return scalar.getValue().strip();
    }

    /** What is to be thrown when {@code node} cannot be meant; names the file and the line. */
    public InvalidConfiguration wrong(Node node, String problem) {
        return invalid(file + " line " + (node.getStartMark().getLine() + 1) + ": " + problem);
    }

    private InvalidConfiguration invalid(String problem) {
        return new InvalidConfiguration(
                problem, "Mend the file, or name another one with " + setting + ", and start the hub again.");
    }
}
