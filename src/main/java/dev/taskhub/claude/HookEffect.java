package dev.taskhub.claude;

/** What some events of hooks do to the task list, once they are kept. */
interface HookEffect {

    /** Whether this event does anything here. */
    boolean isFor(HookEvent event);

    /**
     * Reads the event as {@link #apply} will.
     *
     * @throws InvalidTodoFile when it cannot be taken in, saying what is wrong
     */
    void check(HookEvent event);

    /** Does it, in the caller's transaction; an event that was applied before does nothing. */
    void apply(HookEvent event);
}
