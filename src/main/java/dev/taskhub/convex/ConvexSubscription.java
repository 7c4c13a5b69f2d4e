package dev.taskhub.convex;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Hears of Convex's changes as they are committed, as long as a connection stands; without one the deployment is polled, as
 * it is anyway. A lost connection is sought again after one second, and after up to a minute while it fails.
 */
@Component("convexSubscription")
public final class ConvexSubscription implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ConvexSubscription.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(45);
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private final ConvexSettings settings;
    private final Environment environment;
    private final ConvexNews news;
    private final Clock clock;
    private final boolean wanted;
    private final String session = UUID.randomUUID().toString();

    private ScheduledExecutorService thread;
    private HttpClient http;
    private volatile HeadWatch watch;
    private int connections;
    private String lastEnd = "InitialConnect";
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean told;

    ConvexSubscription(
            ConvexSettings settings,
            Environment environment,
            ConvexNews news,
            Clock clock,
            @Value("#{${taskhub.convex.subscribe:true} and '${taskhub.convex.adapter:kit}' == 'kit'}")
                    boolean subscribe) {
        this.settings = settings;
        this.environment = environment;
        this.news = news;
        this.clock = clock;
        this.wanted =
                subscribe && !settings.url().isEmpty() && !settings.deployKey().isEmpty();
    }

    /** Whether changes are heard of as they are made; empty when that is not wanted. */
    public Optional<Boolean> isLive() {
        HeadWatch now = watch;
        return wanted ? Optional.of(now != null && now.isLive()) : Optional.empty();
    }

    @Override
    public synchronized void start() {
        if (!wanted) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            var made = new Thread(work, "convex-subscription");
            made.setDaemon(true);
            return made;
        });
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(thread)
                .build();
        thread.execute(this::connect);
        long third = SILENCE.toMillis() / 3;
        thread.scheduleWithFixedDelay(this::listen, third, third, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
            HeadWatch last = watch;
            watch = null;
            if (last != null) {
                last.abort("the hub ends");
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void connect() {
        var hello = HeadWatch.hello(session, connections++, lastEnd, clock.instant());
        var next = new HeadWatch(hello, settings.deployKey(), clock, this::arrived, this::ended);
        http.newWebSocketBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .header("Convex-Client", "taskhub-0.1.0")
                .buildAsync(address(), next)
                .whenComplete((socket, failure) -> {
                    if (failure == null) {
                        watch = next;
                    } else {
                        ended(failure.toString());
                    }
                });
    }

    /** The address that calls go to as well; in the sandbox it is known only when the server listens. */
    private URI address() {
        String url = environment.getRequiredProperty("taskhub.convex.url");
        return URI.create(url.replaceFirst("^http", "ws").replaceFirst("/+$", "") + "/api/sync");
    }

    private void arrived() {
        pauseMillis = FIRST_PAUSE_MILLIS;
        if (!told) {
            told = true;
            LOG.info("Convex tells of its changes as they are made");
        }
        news.arrived();
    }

    private void ended(String why) {
        watch = null;
        lastEnd = why;
        if (told || connections == 1) {
            told = false;
            LOG.info("Convex does not tell of its changes just now, so they are found by polling: {}", why);
        } else {
            LOG.debug("Convex still does not tell of its changes: {}", why);
        }
        synchronized (this) {
            if (thread != null) {
                long jitter = ThreadLocalRandom.current().nextLong(pauseMillis / 4 + 1);
                thread.schedule(this::connect, pauseMillis + jitter, TimeUnit.MILLISECONDS);
                pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
            }
        }
    }

    private void listen() {
        HeadWatch now = watch;
        if (now != null && now.lastHeard().isBefore(clock.instant().minus(SILENCE))) {
            now.abort("nothing was heard for " + SILENCE.toSeconds() + " s");
        }
    }
}
