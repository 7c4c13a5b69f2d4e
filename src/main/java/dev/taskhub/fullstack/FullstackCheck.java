package dev.taskhub.fullstack;

import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.remote.Finding;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Checks a deployment of the fullstack-convex app and the user that the hub is there. It changes nothing. */
@Component
public final class FullstackCheck {

    private static final int PAGES = 40;

    private final ConvexSettings convex;
    private final FullstackSettings settings;
    private final FullstackCalls calls;
    private final FullstackUser user;
    private final Clock clock;

    FullstackCheck(
            ConvexSettings convex, FullstackSettings settings, FullstackCalls calls, FullstackUser user, Clock clock) {
        this.convex = convex;
        this.settings = settings;
        this.calls = calls;
        this.user = user;
        this.clock = clock;
    }

    /** Whether this, and not the kit, is what has to be checked. */
    public boolean isDue() {
        return settings.isUsed() && !convex.url().isEmpty() && !convex.url().contains(".convex.site");
    }

    /**
     * All findings, the good ones too. Where one makes the following pointless, they are left out.
     *
     * @param ask makes a call and gives the function's value, or throws why there is none
     */
    public List<Finding> findings(Function<RemoteCall, Object> ask) {
        var findings = new ArrayList<Finding>();
        try {
            ask.apply(calls.probe());
            findings.add(Finding.ok("the deployment runs the functions of the fullstack-convex app"));
            findings.add(identity(ask));
            findings.add(crons(ask));
            findings.addAll(tasks(ask));
        } catch (RemoteRefused refusal) {
            findings.add(Finding.wrong("Convex refuses the hub's calls", refusal.getMessage()));
        } catch (RemoteUnavailable away) {
            findings.add(Finding.wrong(
                    "the fullstack-convex app cannot be used at " + convex.url(),
                    away.getMessage() + "; where the sync kit is deployed instead, set taskhub.convex.adapter to kit"));
        }
        return findings;
    }

    private Finding identity(Function<RemoteCall, Object> ask) {
        if (!user.isConfigured()) {
            return Finding.wrong("the app is only read", FullstackUser.ONLY_READS);
        }
        String identifier = settings.actAs().tokenIdentifier();
        boolean known = ((List<?>) ask.apply(calls.users()))
                .stream().anyMatch(row -> identifier.equals(((Map<?, ?>) row).get("tokenIdentifier")));
        String name = settings.actAs().name() + " (" + identifier + ")";
        return Finding.ok(
                known
                        ? "the hub writes as " + name
                        : "the hub writes as " + name
                                + ", whom the app does not know yet: the first write has it know");
    }

    private Finding crons(Function<RemoteCall, Object> ask) {
        Set<String> resets;
        try {
            resets = ((List<?>) ask.apply(calls.crons()))
                    .stream()
                            .map(cron -> String.valueOf(((Map<?, ?>) cron).get("name")))
                            .filter(name -> name.toLowerCase().contains("reset"))
                            .collect(Collectors.toSet());
        } catch (RemoteRefused | RemoteUnavailable | ClassCastException unseen) {
            return Finding.ok(
                    "whether a cron resets the deployment cannot be seen from here: convex/crons.ts of the app must"
                            + " not be deployed, for it deletes every day what its example data do not hold");
        }
        return resets.isEmpty()
                ? Finding.ok("no cron resets the deployment")
                : Finding.wrong(
                        "a cron deletes every day what the app's example data do not hold: " + resets,
                        "remove convex/crons.ts from the app and deploy it anew");
    }

    private List<Finding> tasks(Function<RemoteCall, Object> ask) {
        var scan = new FullstackScan(clock.instant(), Set.of(), Map.of());
        try {
            for (int page = 0; page < PAGES && !scan.isDone(); page++) {
                scan.read(answer(ask.apply(calls.list(scan.cursor(), scan.size(), false))));
            }
        } catch (RemoteUnavailable unread) {
            return List.of(Finding.wrong(
                    "a page of tasks cannot be read",
                    unread.getMessage()
                            + "; often the author of a comment or a file is missing: the log of a running hub"
                            + " says after which number"));
        }
        return List.of(
                Finding.ok(scan.isDone() ? "all tasks can be read" : "the first tasks can be read"),
                scan.doubled().isEmpty()
                        ? Finding.ok("each task has a number of its own")
                        : Finding.wrong(
                                "several tasks have the same number: " + scan.doubled(),
                                "give them numbers of their own in the Convex dashboard; the hub cannot write them"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> answer(Object value) {
        return (Map<String, Object>) value;
    }
}
