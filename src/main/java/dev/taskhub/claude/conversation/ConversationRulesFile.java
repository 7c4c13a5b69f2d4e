package dev.taskhub.claude.conversation;

import dev.taskhub.claude.conversation.ConversationRules.Cue;
import dev.taskhub.claude.conversation.ConversationRules.Exclusions;
import dev.taskhub.claude.conversation.ConversationRules.Headings;
import dev.taskhub.claude.conversation.ConversationRules.Label;
import dev.taskhub.config.ConfigFile;
import dev.taskhub.config.InvalidConfiguration;
import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code config/conversations.yaml} and refuses what is wrong in it, with file and line. */
final class ConversationRulesFile {

    private static final String PHRASES = "phrases";
    private static final String CONFIDENCE = "confidence";
    private static final List<String> ALL = List.of(
            "least-confidence",
            "cues",
            "headings",
            "done",
            "excluded",
            "vague",
            "priorities",
            "categories",
            "fallback");

    private final ConfigFile file;

    private ConversationRulesFile(ConfigFile file) {
        this.file = file;
    }

    /**
     * The rules declared in {@code file}.
     *
     * @throws InvalidConfiguration for a file that is missing or wrong, naming file, line and what to write instead
     */
    static ConversationRules read(Path file) {
        return new ConversationRulesFile(new ConfigFile(file, "taskhub.conversations.file")).rules();
    }

    private ConversationRules rules() {
        Map<String, Node> keys = file.keys(file.root(), "the file", Set.copyOf(ALL), ALL);
        return new ConversationRules(
                share(keys.get("least-confidence"), "least-confidence"),
                file.items(keys.get("cues"), "cues").stream().map(this::cue).toList(),
                headings(keys.get("headings")),
                phrases(keys.get("done"), "done"),
                exclusions(keys.get("excluded")),
                Set.copyOf(texts(keys.get("vague"), "vague")),
                priorities(keys.get("priorities")),
                labels(keys.get("categories"), "categories"),
                file.text(keys.get("fallback"), "fallback"));
    }

    private Cue cue(Node node) {
        Map<String, Node> keys = file.keys(
                node,
                "a cue",
                Set.of("why", CONFIDENCE, "in", "deferred", "questions", PHRASES),
                List.of("why", CONFIDENCE, PHRASES));
        return new Cue(
                file.text(keys.get("why"), "why"),
                share(keys.get(CONFIDENCE), CONFIDENCE),
                keys.containsKey("in") ? speakers(keys.get("in")) : EnumSet.allOf(Speaker.class),
                isTrue(keys.get("deferred"), "deferred"),
                isTrue(keys.get("questions"), "questions"),
                phrases(keys.get(PHRASES), PHRASES));
    }

    private Headings headings(Node node) {
        List<String> known = List.of("why", CONFIDENCE, PHRASES);
        Map<String, Node> keys = file.keys(node, "headings", Set.copyOf(known), known);
        return new Headings(
                file.text(keys.get("why"), "why"),
                share(keys.get(CONFIDENCE), CONFIDENCE),
                phrases(keys.get(PHRASES), PHRASES));
    }

    private Exclusions exclusions(Node node) {
        List<String> known = List.of("texts", "tags", "lines", "sentences");
        Map<String, Node> keys = file.keys(node, "excluded", Set.copyOf(known), known);
        return new Exclusions(
                texts(keys.get("texts"), "texts"),
                texts(keys.get("tags"), "tags"),
                texts(keys.get("lines"), "lines").stream()
                        .map(line -> line.toLowerCase(Locale.ROOT))
                        .toList(),
                phrases(keys.get("sentences"), "sentences"));
    }

    private List<Label> priorities(Node node) {
        List<Label> labels = labels(node, "priorities");
        for (Label label : labels) {
            if (!TaskField.PRIORITY.choices().contains(label.name())) {
                throw file.wrong(
                        node,
                        "priority " + label.name() + " is not one of "
                                + String.join(", ", TaskField.PRIORITY.choices()));
            }
        }
        return labels;
    }

    private List<Label> labels(Node node, String what) {
        List<Label> labels = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node item : file.items(node, what)) {
            Map<String, Node> keys =
                    file.keys(item, "an entry of " + what, Set.of("name", PHRASES), List.of("name", PHRASES));
            String name = file.text(keys.get("name"), "name");
            if (!names.add(name)) {
                throw file.wrong(item, name + " stands twice in " + what);
            }
            labels.add(new Label(name, phrases(keys.get(PHRASES), "phrases of " + name)));
        }
        return List.copyOf(labels);
    }

    private Set<Speaker> speakers(Node node) {
        Set<Speaker> speakers = EnumSet.noneOf(Speaker.class);
        for (Node item : file.items(node, "in")) {
            String name = file.text(item, "in");
            if (!name.equals("prompt") && !name.equals("answer")) {
                throw file.wrong(item, "in " + name + " is not one of prompt, answer");
            }
            speakers.add(Speaker.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        return speakers;
    }

    private List<Phrase> phrases(Node node, String what) {
        List<Phrase> phrases = new ArrayList<>();
        for (Node item : file.items(node, what)) {
            String text = file.text(item, "a phrase");
            try {
                phrases.add(Phrase.of(text));
            } catch (IllegalArgumentException e) {
                throw file.wrong(item, "the phrase \"" + text + "\" " + e.getMessage());
            }
        }
        return List.copyOf(phrases);
    }

    private List<String> texts(Node node, String what) {
        return file.items(node, what).stream()
                .map(item -> file.text(item, "an entry of " + what))
                .toList();
    }

    private double share(Node node, String what) {
        String text = file.text(node, what);
        if (!text.matches("0(\\.\\d{1,4})?|1(\\.0{1,4})?")) {
            throw file.wrong(node, what + " " + text + " is not a number from 0 to 1");
        }
        return Double.parseDouble(text);
    }

    private boolean isTrue(Node node, String what) {
        if (node == null) {
            return false;
        }
        String text = file.text(node, what);
        if (!text.equals("true") && !text.equals("false")) {
            throw file.wrong(node, what + " " + text + " is neither true nor false");
        }
        return text.equals("true");
    }
}
