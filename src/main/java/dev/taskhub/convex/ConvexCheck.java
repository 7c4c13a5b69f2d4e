package dev.taskhub.convex;

import dev.taskhub.remote.Finding;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Checks address, key and sync kit of the Convex deployment, and says in plain words what is missing. It changes nothing. */
@Component
public final class ConvexCheck {

    /** The version of the functions in folder {@code convex/} that this hub was written for. */
    private static final String KIT = "2";

    private final ConvexSettings settings;
    private final ConvexCalls calls;

    ConvexCheck(ConvexSettings settings, ConvexCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /**
     * All findings, the good ones too. Where one makes the following pointless, they are left out.
     *
     * @param ask makes a call and gives what {@link ConvexAnswers#value} makes of its answer, with its exceptions
     */
    public List<Finding> findings(Function<RemoteCall, Object> ask) {
        if (settings.url().isEmpty()) {
            return List.of(Finding.ok("not configured; set CONVEX_URL and CONVEX_DEPLOY_KEY to use one"));
        }
        if (settings.url().contains(".convex.site")) {
            return List.of(Finding.wrong(
                    "CONVEX_URL is the address of HTTP actions", "take the one that ends in .convex.cloud"));
        }
        var findings = new ArrayList<Finding>();
        try {
            var info = (Map<?, ?>) ask.apply(calls.info());
            findings.add(Finding.ok("the deployment answers and accepts the key"));
            findings.add(kit(String.valueOf(info.get("kitVersion"))));
            ask.apply(calls.getTasks(List.of()));
            findings.add(Finding.ok("tasks can be read"));
            findings.add(projects(info));
        } catch (RemoteRefused refusal) {
            findings.add(Finding.wrong("Convex refuses the hub's calls", refusal.getMessage()));
        } catch (RemoteUnavailable away) {
            findings.add(Finding.wrong("Convex cannot be used at " + settings.url(), away.getMessage()));
        }
        return findings;
    }

    /** A kit that does not know projects yet is good for all the rest. */
    private static Finding projects(Map<?, ?> info) {
        return ConvexProjects.canKeepProjects(info)
                ? Finding.ok("projects can be kept")
                : new Finding(
                        true,
                        "projects stay out of Convex: the sync kit that is deployed does not know them",
                        "deploy the functions of folder convex/ to have them there");
    }

    private static Finding kit(String version) {
        return version.equals(KIT)
                ? Finding.ok("version " + KIT + " of the sync kit is deployed")
                : Finding.wrong(
                        "version " + version + " of the sync kit is deployed, the hub needs " + KIT,
                        "deploy the functions of folder convex/");
    }
}
