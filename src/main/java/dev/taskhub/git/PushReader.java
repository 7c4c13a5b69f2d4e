package dev.taskhub.git;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Reads what tells of commits: the hub's own git hooks, and GitHub's push event. */
@Component
public class PushReader {

    private static final int LONGEST_MESSAGE = 1 << 16;
    private static final int LONGEST_NAME = 200;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern FOLDER = Pattern.compile("file:.*|[/.~].*|\\w:.*|.*\\\\.*");
    private static final Pattern REMOTE = Pattern.compile("(?:\\w+://[^/]*|[^/:]+:)/*(.*)");
    private static final Pattern STRANGE = Pattern.compile("[^\\p{L}\\p{N}._/-]");
    private static final String BRANCHES = "refs/heads/";

    private final JsonMapper json = JsonMapper.builder().build();
    private final GitSettings settings;

    PushReader(GitSettings settings) {
        this.settings = settings;
    }

    /**
     * What a post-commit or post-rewrite hook tells.
     *
     * @throws IllegalArgumentException when it is not of that form, naming the place
     */
    public Push ofHook(byte[] body) {
        JsonNode event = object(body);
        String kind = text(event, "event", "");
        if (!kind.equals("commit") && !kind.equals("rewrite")) {
            throw new IllegalArgumentException("event \"%s\" is not one of commit, rewrite".formatted(kind));
        }
        String branch = event.path("branch").asText("");
        var commits = new ArrayList<Commit>();
        for (JsonNode commit : list(event, "commits")) {
            String place = "commits[" + commits.size() + "].";
            commits.add(new Commit(
                    hash(commit, "hash", place),
                    name(commit.path("author").asText("")),
                    message(commit, place),
                    commit.path("parents").size() > 1,
                    true,
                    null));
        }
        var rewritten = new ArrayList<Push.Rewritten>();
        for (JsonNode pair : list(event, "rewritten")) {
            String place = "rewritten[" + rewritten.size() + "].";
            rewritten.add(new Push.Rewritten(hash(pair, "old", place), hash(pair, "new", place)));
        }
        return new Push(
                repository(text(event, "repository", "")),
                branch.isBlank() ? null : branch,
                settings.defaultBranches().contains(branch),
                commits,
                rewritten);
    }

    /**
     * What GitHub's event {@code push} tells; empty when it tells of no commits on a branch.
     *
     * @throws IllegalArgumentException when it is not of that form, naming the place
     */
    public Optional<Push> ofGithub(byte[] body) {
        JsonNode event = object(body);
        String ref = text(event, "ref", "");
        var commits = new ArrayList<Commit>();
        for (JsonNode commit : list(event, "commits")) {
            String place = "commits[" + commits.size() + "].";
            String url = commit.path("url").asText("");
            String message = message(commit, place);
            commits.add(new Commit(
                    hash(commit, "id", place),
                    name(commit.path("author").path("name").asText("")),
                    message,
                    message.startsWith("Merge "),
                    commit.path("distinct").asBoolean(true),
                    url.startsWith("https://") || url.startsWith("http://") ? url : null));
        }
        JsonNode repository = event.path("repository");
        if (!ref.startsWith(BRANCHES) || commits.isEmpty()) {
            return Optional.empty();
        }
        String branch = ref.substring(BRANCHES.length());
        return Optional.of(new Push(
                repository(text(repository, "full_name", "repository.")),
                branch,
                branch.equals(repository.path("default_branch").asText()),
                commits,
                List.of()));
    }

    /** The text under which a push waits in the inbox. */
    public String write(Push push) {
        try {
            return json.writeValueAsString(push);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** What {@link #write} wrote. */
    Push read(String text) {
        try {
            return json.readValue(text, Push.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no push of the inbox: " + e.getOriginalMessage(), e);
        }
    }

    /** The name of a repository, also of one that is given by its address or folder; no credentials of an address. */
    static String repository(String told) {
        boolean folder = FOLDER.matcher(told).matches();
        var remote = REMOTE.matcher(told);
        String path = (!folder && remote.matches() ? remote.group(1) : told)
                .replace('\\', '/')
                .replaceFirst("[?#].*", "")
                .replaceFirst("/+$", "")
                .replaceFirst("/?\\.git$", "");
        String name = folder ? path.substring(path.lastIndexOf('/') + 1) : path;
        return cut(STRANGE.matcher(name).replaceAll("_"), LONGEST_NAME);
    }

    private JsonNode object(byte[] body) {
        try {
            JsonNode event = json.readTree(body);
            if (event == null || !event.isObject()) {
                throw new IllegalArgumentException("the body is not a JSON object");
            }
            return event;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the body is not a JSON object; in GitHub, choose the content type application/json", e);
        }
    }

    private static Iterable<JsonNode> list(JsonNode event, String name) {
        JsonNode list = event.path(name);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw new IllegalArgumentException(name + " is not a list");
        }
        return list;
    }

    private static String message(JsonNode commit, String place) {
        return cut(text(commit, "message", place), LONGEST_MESSAGE);
    }

    private static String text(JsonNode object, String name, String place) {
        JsonNode value = object.path(name);
        if (!value.isTextual() || value.textValue().isBlank() && !name.equals("message")) {
            throw new IllegalArgumentException(place + name + " is missing, or no text");
        }
        return value.textValue();
    }

    private static String hash(JsonNode object, String name, String place) {
        String hash = text(object, name, place).toLowerCase(Locale.ROOT);
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException(place + name + " is no whole hash of a commit");
        }
        return hash;
    }

    private static String name(String author) {
        return cut(author.strip().replaceAll("\\s+", " "), LONGEST_NAME);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
