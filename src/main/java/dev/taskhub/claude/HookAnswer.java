package dev.taskhub.claude;

import java.util.Map;

/** Answers some events of hooks, while Claude Code waits. */
public interface HookAnswer {

    /** Whether it has something to say of this event. */
    boolean isFor(HookEvent event);

    /** The answer as hook JSON; empty when there is nothing to say after all. */
    Map<String, Object> answer(HookEvent event);
}
