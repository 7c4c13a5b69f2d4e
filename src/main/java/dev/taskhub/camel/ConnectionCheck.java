package dev.taskhub.camel;

import dev.taskhub.airtable.AirtableCheck;
import dev.taskhub.convex.ConvexCheck;
import dev.taskhub.fullstack.FullstackCheck;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.remote.Finding;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tests both connections the way the routes use them, prints one line for each finding, and ends the program. */
@Component
@Profile("check")
class ConnectionCheck implements ApplicationRunner, ExitCodeGenerator {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);

    private final AirtableCheck airtable;
    private final ConvexCheck convex;
    private final FullstackCheck fullstack;
    private final Mappings mappings;
    private final ProducerTemplate camel;
    private final Environment settings;
    private final List<Finding> findings = new ArrayList<>();

    ConnectionCheck(
            AirtableCheck airtable,
            ConvexCheck convex,
            FullstackCheck fullstack,
            Mappings mappings,
            ProducerTemplate camel,
            Environment settings) {
        this.airtable = airtable;
        this.convex = convex;
        this.fullstack = fullstack;
        this.mappings = mappings;
        this.camel = camel;
        this.settings = settings;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        report(
                "AirTable " + settings.getProperty("taskhub.airtable.url"),
                airtable.findings(this::askAirtable, mappings.of("airtable")));
        report(
                "Convex " + settings.getProperty("taskhub.convex.url"),
                fullstack.isDue()
                        ? fullstack.findings(call -> ask("direct:call-convex", call))
                        : convex.findings(call -> ask("direct:call-convex", call)));
        long wrong = findings.stream().filter(finding -> !finding.ok()).count();
        LOG.info(
                wrong == 0 ? "All {} points are in order." : "{} points were checked, {} of them to be mended.",
                findings.size(),
                wrong);
    }

    @Override
    public int getExitCode() {
        return findings.stream().allMatch(Finding::ok) ? 0 : 1;
    }

    private void report(String remote, List<Finding> found) {
        LOG.info(remote);
        for (Finding finding : found) {
            LOG.info("  {}  {}", finding.ok() ? "ok     " : "MISSING", finding.what());
            if (!finding.hint().isEmpty()) {
                LOG.info("           -> {}", finding.hint());
            }
        }
        LOG.info("");
        findings.addAll(found);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> askAirtable(RemoteCall call) {
        return (Map<String, Object>) ask("direct:call-airtable", call);
    }

    private Object ask(String route, RemoteCall call) {
        Exchange done = camel.request(route, exchange -> exchange.getMessage().setBody(call));
        Exception failure = done.getException();
        if (failure instanceof RemoteRefused || failure instanceof RemoteUnavailable) {
            throw (RuntimeException) failure;
        }
        if (failure != null) {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
            throw new RemoteUnavailable(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
        return done.getMessage().getBody();
    }
}
