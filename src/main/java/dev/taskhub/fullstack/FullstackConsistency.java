package dev.taskhub.fullstack;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.sync.Consistency;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Shows the consistency check all of the app's tasks. What is gone, it leaves to the next scan. */
@Component("fullstackConsistency")
public final class FullstackConsistency {

    private final FullstackCalls calls;
    private final FullstackNews news;
    private final Consistency consistency;
    private final Clock clock;

    FullstackConsistency(FullstackCalls calls, FullstackNews news, Consistency consistency, Clock clock) {
        this.calls = calls;
        this.news = news;
        this.consistency = consistency;
        this.clock = clock;
    }

    /** A reading of all tasks that has yet to begin. */
    public FullstackScan begin() {
        consistency.begin(FullstackTasks.SYSTEM);
        return new FullstackScan(clock.instant(), Set.of(), Map.of());
    }

    /** The call for the next page. */
    public RemoteCall next(FullstackScan scan) {
        scan.ask(clock.instant());
        return calls.list(scan.cursor(), scan.size(), scan.isBackwards());
    }

    /** Has a page compared, and returns the scan after it. */
    public FullstackScan compare(FullstackScan scan, Map<String, Object> answer) {
        consistency.compare(FullstackTasks.SYSTEM, news.all(FullstackTasks.page(answer), scan.askedAt()));
        scan.read(answer);
        return scan;
    }

    /** Ends the check. */
    public void end() {
        consistency.end(FullstackTasks.SYSTEM);
    }
}
