package dev.taskhub.sync;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Gives back at the start what a run before had claimed and could not finish. Several hubs cannot know whose it is. */
@Component
@ConditionalOnProperty(name = "taskhub.cluster", havingValue = "false", matchIfMissing = true)
final class EarlierClaims implements SmartLifecycle {

    private final List<Claims> claims;
    private volatile boolean running;

    EarlierClaims(List<Claims> claims) {
        this.claims = claims;
    }

    @Override
    public void start() {
        claims.forEach(Claims::releaseClaims);
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
