package dev.taskhub.mapping;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The entries of one YAML mapping, each with its line. Scalars are always the text as it is written: {@code No} is not a
 * boolean and {@code 1.0} not a number.
 */
final class Section {

    private final Path file;
    private final int line;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

    /** @param name what to call the section in an error: {@code fields.status} */
    Section(Path file, Node node, String name) {
        this.file = file;
        this.line = lineOf(node);
        if (!(node instanceof MappingNode mapping)) {
            throw invalid(line, name + " must be a list of \"name: value\" entries");
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = scalar(entry.getKeyNode(), "a name");
            NodeTuple before = entries.putIfAbsent(key, entry);
            if (before != null) {
                throw invalid(
                        lineOf(entry.getKeyNode()),
                        "\"%s\" stands here a second time, after line %d; keep one"
                                .formatted(key, lineOf(before.getKeyNode())));
            }
        }
    }

    Set<String> names() {
        return entries.keySet();
    }

    int line() {
        return line;
    }

    /** The line of an entry, or of the section when it has no such entry. */
    int line(String name) {
        NodeTuple entry = entries.get(name);
        return entry == null ? line : lineOf(entry.getKeyNode());
    }

    void allowOnly(Collection<String> known, String what) {
        for (String name : names()) {
            if (!known.contains(name)) {
                throw invalid(
                        name, "%s \"%s\" is unknown; there are %s".formatted(what, name, String.join(", ", known)));
            }
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(entries.get(name)).map(entry -> scalar(entry.getValueNode(), name));
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    /** The texts of a list; a text that stands alone is a list of one. */
    List<String> requiredTexts(String name) {
        Node node = requiredNode(name);
        List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        return nodes.stream().map(element -> scalar(element, name)).toList();
    }

    Section requiredSection(String name) {
        return new Section(file, requiredNode(name), name);
    }

    Optional<Section> section(String name) {
        return entries.containsKey(name) ? Optional.of(requiredSection(name)) : Optional.empty();
    }

    InvalidMapping invalid(String name, String problem) {
        return invalid(line(name), problem);
    }

    private InvalidMapping invalid(int at, String problem) {
        return new InvalidMapping(file, at, problem);
    }

    private Node requiredNode(String name) {
        NodeTuple entry = entries.get(name);
        if (entry == null) {
            throw missing(name);
        }
        return entry.getValueNode();
    }

    private InvalidMapping missing(String name) {
        return invalid(line, "\"" + name + "\" is missing; add it");
    }

    private String scalar(Node node, String name) {
        if (!(node instanceof ScalarNode scalar)) {
            throw invalid(lineOf(node), name + " must be a single value");
        }
        if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
            throw invalid(lineOf(node), name + " has no value; write one, in quotes if it is the word null");
        }
        return scalar.getValue();
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
