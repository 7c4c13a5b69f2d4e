package dev.taskhub.sync;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Gives back at the start what a run before had claimed and could not finish. Several hubs cannot know whose it is. */
@Component
@ConditionalOnProperty(name = "taskhub.cluster", havingValue = "false", matchIfMissing = true)
final class EarlierClaims implements SmartLifecycle {

    private final Outbox outbox;
    private volatile boolean running;

    EarlierClaims(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void start() {
        outbox.releaseClaims();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything sends. */
    @Override
    public int getPhase() {
        return 0;
    }
}
