package dev.taskhub.fullstack;

import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The user that the hub is in the app. Without one the hub only reads there. */
@Component("fullstackUser")
public final class FullstackUser {

    private static final Logger LOG = LoggerFactory.getLogger(FullstackUser.class);

    static final String ONLY_READS = "the hub writes nothing there, because it is nobody: set taskhub.convex.act-as and"
            + " CONVEX_DEPLOY_KEY, see docs/convex-fullstack.md";

    private final FullstackCalls calls;
    private final boolean configured;
    private volatile Map<String, Object> user;

    FullstackUser(FullstackCalls calls, FullstackSettings settings, ConvexSettings convex) {
        this.calls = calls;
        this.configured = settings.actAs().isComplete() && !convex.deployKey().isEmpty();
        if (settings.isUsed() && !convex.url().isEmpty() && !configured) {
            LOG.warn("The fullstack-convex app at {}: {}", convex.url(), ONLY_READS);
        }
    }

    /** Whether there is a user to write as. */
    public boolean isConfigured() {
        return configured;
    }

    /** Whether the app has told how it names the user since this hub started. */
    public boolean isKnown() {
        return user != null;
    }

    /** The call that has the app know the user. */
    public RemoteCall introduce() {
        return calls.saveUser();
    }

    /**
     * Takes note of the user as the app names it.
     *
     * @throws RemoteUnavailable when the answer is no user
     */
    public void know(Map<String, Object> answer) {
        if (!(answer.get("id") instanceof String)) {
            throw new RemoteUnavailable("the app's answer to users:save is no user: " + answer);
        }
        user = Map.copyOf(answer);
    }

    /** The user as the owner of a task. */
    Map<String, Object> owner() {
        return user;
    }

    boolean is(Map<?, ?> owner) {
        return user.get("id").equals(owner.get("id"));
    }
}
