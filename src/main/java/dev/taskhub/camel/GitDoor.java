package dev.taskhub.camel;

import dev.taskhub.git.GitInbox;
import dev.taskhub.git.GitSettings;
import dev.taskhub.git.Push;
import dev.taskhub.git.PushReader;
import dev.taskhub.security.Sha256;
import dev.taskhub.security.Signatures;
import dev.taskhub.sync.Inbox;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** The doors through which commits come in: the hub's own git hooks, and GitHub's signed webhook. */
@Component("gitDoor")
class GitDoor {

    private static final Pattern DELIVERY = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private final Signatures signatures;
    private final GitSettings settings;
    private final PushReader pushes;
    private final Inbox inbox;

    GitDoor(Signatures signatures, GitSettings settings, PushReader pushes, Inbox inbox) {
        this.signatures = signatures;
        this.settings = settings;
        this.pushes = pushes;
        this.inbox = inbox;
    }

    /**
     * Replaces the body's stream by its bytes.
     *
     * @throws MessageTooLarge when there are too many, having read no more than needed to know
     */
    void read(Exchange exchange) throws IOException {
        exchange.getMessage()
                .setBody(LimitedBody.read(
                        exchange, Math.toIntExact(settings.maxMessageSize().toBytes())));
    }

    /** Whether GitHub signed the message. */
    boolean isSigned(Exchange exchange) {
        return signatures.github(
                body(exchange), settings.githubSecret(), DoorHeaders.all(exchange, "X-Hub-Signature-256"));
    }

    /** Whether GitHub tells that it has made the webhook. */
    boolean isPing(Exchange exchange) {
        return isEvent(exchange, "ping");
    }

    /** Whether GitHub tells of commits. */
    boolean isPush(Exchange exchange) {
        return isEvent(exchange, "push");
    }

    /** What to answer to a ping. */
    Map<String, Object> pong() {
        return Map.of("pong", true);
    }

    /**
     * Keeps what a git hook tells.
     *
     * @throws IllegalArgumentException when it is not of that form, saying what is wrong
     */
    void keepHook(Exchange exchange) {
        keep(GitInbox.HOOK, Sha256.hex(body(exchange)), pushes.ofHook(body(exchange)));
    }

    /**
     * Keeps a push that GitHub tells of, if it is one of commits on a branch.
     *
     * @throws IllegalArgumentException when it is not of that form, saying what is wrong
     */
    void keepPush(Exchange exchange) {
        List<String> delivery = DoorHeaders.all(exchange, "X-GitHub-Delivery");
        String key = delivery.size() == 1 && DELIVERY.matcher(delivery.get(0)).matches()
                ? delivery.get(0)
                : Sha256.hex(body(exchange));
        Optional<Push> push = pushes.ofGithub(body(exchange));
        push.ifPresent(commits -> keep(GitInbox.GITHUB, key, commits));
    }

    /** Answers without words that the message is kept, or no concern of the hub. */
    void acknowledge(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 204);
        message.setBody(null);
    }

    private void keep(String source, String key, Push push) {
        inbox.accept(source, key, pushes.write(push));
    }

    private static boolean isEvent(Exchange exchange, String name) {
        return DoorHeaders.all(exchange, "X-GitHub-Event").equals(List.of(name));
    }

    private static byte[] body(Exchange exchange) {
        return exchange.getMessage().getBody(byte[].class);
    }
}
