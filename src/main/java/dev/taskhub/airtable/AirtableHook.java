package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.security.Secrets;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Sync;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The hub's webhook in AirTable as it is kept over restarts, with the place in its change log. */
@Component("airtableHook")
public final class AirtableHook {

    private static final Logger LOG = LoggerFactory.getLogger(AirtableHook.class);
    private static final String READER = "webhook";

    /**
     * One page of the change log, taken apart.
     *
     * @param hook the webhook with the cursor after this page
     * @param toRead records to read again, in portions that one call can carry
     * @param more whether to read on at once
     * @param dead whether AirTable has given the webhook up, so that it has to be made anew
     */
    public record Step(WebhookState hook, List<List<String>> toRead, boolean more, boolean dead) {}

    private final AirtableWebhook lifecycle;
    private final AirtablePayloads payloads;
    private final AirtableSchema schema;
    private final AirtableRecords records;
    private final Links links;
    private final Sync sync;
    private final AirtablePositions positions;
    private final Secrets secrets;

    private volatile WebhookState state;
    // Why the webhook is to be given up. Not kept over a restart: AirTable's list of webhooks tells it as well.
    private volatile String dead;

    AirtableHook(
            AirtableWebhook lifecycle,
            AirtablePayloads payloads,
            AirtableSchema schema,
            AirtableRecords records,
            Links links,
            Sync sync,
            AirtablePositions positions,
            Secrets secrets) {
        this.lifecycle = lifecycle;
        this.payloads = payloads;
        this.schema = schema;
        this.records = records;
        this.links = links;
        this.sync = sync;
        this.positions = positions;
        this.secrets = secrets;
    }

    /** The webhook, if there is one. */
    public Optional<WebhookState> current() {
        if (state == null) {
            restore();
        }
        return Optional.ofNullable(state);
    }

    /** Not while another one is being kept, which it would replace by what was there before. */
    private synchronized void restore() {
        if (state == null) {
            positions
                    .get(READER, WebhookState.class)
                    .ifPresent(kept -> state = with(kept, secrets.decrypt(kept.macSecretBase64())));
        }
    }

    /** When the change log was last read, or the webhook last mended. */
    public Optional<Instant> lastRead() {
        return positions.keptAt(READER);
    }

    /** Whether there is a webhook to read from, and a schema to read it by. */
    public boolean exists() {
        return schema.current().isPresent() && current().isPresent();
    }

    /** What has to be done about the webhook, given the list of the base's webhooks. */
    public WebhookPlan plan(Map<String, Object> list) {
        WebhookState hook = current().orElse(null);
        WebhookPlan plan = lifecycle.plan(hook, tableId(), list);
        if (hook != null && dead != null && plan.step() != WebhookPlan.Step.RECREATE) {
            plan = plan.replacing(hook.webhookId(), dead);
        }
        if (plan.step() != WebhookPlan.Step.KEEP) {
            LOG.info("AirTable webhook: {} because {}", plan.step(), plan.why());
        }
        return plan;
    }

    /** The call that does what the plan says. */
    public RemoteCall mend(WebhookPlan plan) {
        return switch (plan.step()) {
            case CREATE, RECREATE -> lifecycle.create(tableId());
            case REFRESH -> lifecycle.refresh(current().orElseThrow());
            case ENABLE -> lifecycle.enable(current().orElseThrow());
            case KEEP -> throw new IllegalArgumentException("a webhook to be kept needs no call");
        };
    }

    /** Takes note of the answer to {@link #mend}. */
    public void mended(WebhookPlan plan, Map<String, Object> answer) {
        switch (plan.step()) {
            case CREATE, RECREATE -> {
                keep(lifecycle.created(tableId(), answer));
                dead = null;
            }
            case REFRESH -> keep(lifecycle.refreshed(current().orElseThrow(), answer));
            case ENABLE, KEEP -> LOG.debug("the webhook's state stays as it is");
        }
    }

    /** The call for the next page of the change log. */
    public RemoteCall nextPage() {
        return payloads.call(current().orElseThrow());
    }

    /** Takes in the deletions of a page at once and says which records to read again. */
    public Step page(Map<String, Object> answer) {
        WebhookState hook = current().orElseThrow();
        PayloadPage page = payloads.page(hook, answer, this::bases);
        if (page.dead()) {
            LOG.warn("AirTable webhook is dead and will be made anew: {}", page.why());
            dead = page.why();
        }
        sync.accept(page.deletes());
        return new Step(
                hook.withCursor(page.nextCursor()),
                payloads.portions(page.changedRecordIds()),
                page.mightHaveMore() && !page.dead(),
                page.dead());
    }

    /** The call that reads the first portion again. */
    public RemoteCall reread(Step step) {
        return payloads.reread(step.toRead().get(0));
    }

    /** Takes in the portion that was read again and returns what is left to read. */
    public Step accept(Step step, Map<String, Object> answer) {
        sync.accept(payloads.found(step.toRead().get(0), answer).changes());
        return new Step(step.hook(), step.toRead().subList(1, step.toRead().size()), step.more(), step.dead());
    }

    /**
     * Moves the cursor once a page's records are safe, and says whether to read on at once. A webhook that has been
     * replaced meanwhile stays replaced.
     */
    public boolean done(Step step) {
        return advance(step.hook()) && step.more();
    }

    private synchronized boolean advance(WebhookState read) {
        WebhookState now = current().orElse(null);
        if (now == null || !now.webhookId().equals(read.webhookId())) {
            return false;
        }
        keep(now.withCursor(read.cursor()));
        return true;
    }

    private Map<String, Map<String, Object>> bases(Collection<String> recordIds) {
        return links.find(AirtableRecords.SYSTEM, records.container(), recordIds).stream()
                .filter(link -> link.state() == Link.State.LINKED)
                .collect(Collectors.toMap(Link::externalId, Link::base));
    }

    private String tableId() {
        return schema.current().orElseThrow().id();
    }

    private synchronized void keep(WebhookState newState) {
        positions.put(READER, with(newState, secrets.encrypt(newState.macSecretBase64())));
        state = newState;
    }

    private static WebhookState with(WebhookState state, String secret) {
        return new WebhookState(
                state.webhookId(), secret, state.cursor(), state.expiresAt(), state.notificationUrl(), state.tableId());
    }
}
