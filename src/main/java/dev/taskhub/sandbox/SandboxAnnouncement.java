package dev.taskhub.sandbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Says at the start that the remotes are imitated, and where they can be reached. */
@Component
@Profile({"sandbox", "sandbox-only"})
class SandboxAnnouncement {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxAnnouncement.class);
    private static final String BASE = "app3tpP9F3BrP1P7j";

    private static final String EMBEDDED =
            """
            This hub runs against its embedded sandbox: AirTable and Convex are imitated, and
              nothing leaves this machine. Set AIRTABLE_API_KEY and AIRTABLE_BASE_ID for the real ones.""";
    private static final String ALONE =
            """
            The sandbox runs alone: it imitates AirTable and Convex for hubs elsewhere. Start such a hub with
              AIRTABLE_API_KEY=patAny AIRTABLE_BASE_ID=%s TASKHUB_AIRTABLE_URL=%s/airtable
              CONVEX_URL=%s/convex CONVEX_DEPLOY_KEY='sandbox|key'""";

    private final Environment settings;

    SandboxAnnouncement(Environment settings) {
        this.settings = settings;
    }

    @EventListener(ApplicationStartedEvent.class)
    void print() {
        if (settings.acceptsProfiles(Profiles.of("check"))) {
            LOG.info(
                    "Neither AIRTABLE_API_KEY nor CONVEX_URL is set, so this checks a sandbox made for it; nothing of yours is looked at.\n");
            return;
        }
        String sandbox = "http://127.0.0.1:" + settings.getProperty("local.server.port") + "/sandbox";
        boolean alone = settings.acceptsProfiles(Profiles.of("sandbox-only"));
        LOG.info(
                """

                ------------------------------------------------------------------------
                  {}

                    AirTable    {}/airtable/v0/{}/Tasks   (any token that begins with pat)
                    Convex      {}/convex   (deploy key sandbox|key)
                    Look in     {}/control/state
                ------------------------------------------------------------------------""",
                alone ? ALONE.formatted(BASE, sandbox, sandbox) : EMBEDDED,
                sandbox,
                BASE,
                sandbox,
                sandbox);
    }
}
