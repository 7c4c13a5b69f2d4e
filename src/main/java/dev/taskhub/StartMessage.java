package dev.taskhub;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells who has started the hub where to look, once it is ready. It names no secret. */
@Component
@Profile("!check")
class StartMessage {

    private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

    private final Environment settings;

    StartMessage(Environment settings) {
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        if (LOG.isInfoEnabled()) {
            LOG.info(text(ManagementFactory.getRuntimeMXBean().getUptime()));
        }
    }

    private String text(long millisSinceStart) {
        String hub = "http://" + host() + ":" + settings.getProperty("local.server.port", "?");
        return String.format(
                Locale.ROOT,
                """

                ------------------------------------------------------------------------
                  TaskHub is ready, %.1f s after its start.
                %s
                    Console     %s/actuator/hawtio/camel/routes   (user admin)
                    Status      %s/api/status        (user admin, or the machine token)
                    Dashboard   %s
                    Todo lists  %s   (drop *.json here)
                    Agents      %s
                    Store       %s

                    AirTable    %s, base %s
                    Convex      %s
                ------------------------------------------------------------------------""",
                millisSinceStart / 1000.0,
                dryRun(hub),
                hub,
                hub,
                path("taskhub.dashboard.file", ""),
                path("taskhub.home", "inbox/todowrite"),
                path("taskhub.agent.inboxes", ""),
                store(settings.getRequiredProperty("spring.datasource.url")),
                settings.getProperty("taskhub.airtable.url"),
                settings.getProperty("taskhub.airtable.base-id"),
                convex(
                        settings.getProperty("taskhub.convex.url", ""),
                        settings.getProperty("taskhub.convex.adapter", "kit")));
    }

    private String dryRun(String hub) {
        return settings.getProperty("taskhub.dry-run", Boolean.class, false)
                ? """

                  ************************************************************
                  *  DRY RUN: nothing is written to AirTable or to Convex.   *
                  *  The store is forgotten at the next start.               *
                  ************************************************************
                    What would be written where: %s/api/dry-run
                """
                        .formatted(hub)
                : "";
    }

    private String host() {
        String address = settings.getProperty("server.address", "0.0.0.0");
        return address.equals("0.0.0.0") || address.equals("::") ? "localhost" : address;
    }

    private String path(String setting, String below) {
        return Path.of(settings.getProperty(setting, "."))
                .resolve(below)
                .toAbsolutePath()
                .normalize()
                .toString();
    }

    /** The file or server of a JDBC address; what follows may hold a password. */
    static String store(String url) {
        String bare = url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
        String file = "jdbc:sqlite:";
        return bare.startsWith(file)
                ? Path.of(bare.substring(file.length()))
                        .toAbsolutePath()
                        .normalize()
                        .toString()
                : bare;
    }

    private static String convex(String url, String adapter) {
        if (url.isEmpty()) {
            return "none; set CONVEX_URL to have one";
        }
        return adapter.equals("fullstack") ? url + ", the fullstack-convex app" : url;
    }
}
