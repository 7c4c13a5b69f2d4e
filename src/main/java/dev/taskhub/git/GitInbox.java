package dev.taskhub.git;

import dev.taskhub.sync.InboxMessage;
import dev.taskhub.sync.InboxReader;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes in the pushes that came through the doors for git. */
@Component
public final class GitInbox implements InboxReader {

    /** Where what a git hook tells waits in the inbox. */
    public static final String HOOK = "git-hook";

    /** Where what GitHub tells waits in the inbox. */
    public static final String GITHUB = "github";

    private final PushReader pushes;
    private final Commits commits;

    GitInbox(PushReader pushes, Commits commits) {
        this.pushes = pushes;
        this.commits = commits;
    }

    @Override
    public List<String> sources() {
        return List.of(HOOK, GITHUB);
    }

    @Override
    public void apply(List<InboxMessage> messages) {
        messages.forEach(message -> commits.apply(pushes.read(message.payload())));
    }

    @Override
    public String remedy() {
        return "retry, or close the tasks that the commits finish by hand and drop it";
    }
}
