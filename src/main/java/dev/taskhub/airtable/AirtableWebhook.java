package dev.taskhub.airtable;

import dev.taskhub.airtable.WebhookPlan.Step;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The life of the hub's webhook in AirTable, which runs out after seven days, goes silent when pings fail for a day and
 * may be deleted by anybody. Without a public address it sends no pings and is only read.
 */
@Component("airtableWebhook")
public final class AirtableWebhook {

    // Half of the seven days: a hub that was off for three days still finds its webhook alive.
    private static final Duration REFRESH_BELOW = Duration.ofHours(84);

    private final String path;
    private final String notificationUrl;
    private final Clock clock;

    AirtableWebhook(AirtableSettings settings, @Value("${taskhub.public-url:}") String publicUrl, Clock clock) {
        this.path = "/v0/bases/" + RemoteCall.encode(settings.baseId()) + "/webhooks";
        this.notificationUrl =
                publicUrl.isBlank() ? null : publicUrl.strip().replaceAll("/+$", "") + "/webhook/airtable";
        this.clock = clock;
    }

    /** Where pings are to be sent; {@code null} when there is no public address. */
    String notificationUrl() {
        return notificationUrl;
    }

    /** The call that lists the base's webhooks, for {@link #plan}. */
    public RemoteCall list() {
        return RemoteCall.get(path, List.of());
    }

    /** The call that makes a webhook for all changes of the table's records, whoever makes them. */
    public RemoteCall create(String tableId) {
        var body = new LinkedHashMap<String, Object>();
        if (notificationUrl != null) {
            body.put("notificationUrl", notificationUrl);
        }
        // No fromSources: hiding our own writes that way would hide those of other API clients too.
        var filters = Map.of(
                "dataTypes", List.of("tableData"),
                "recordChangeScope", tableId,
                "changeTypes", List.of("add", "update", "remove"));
        body.put("specification", Map.of("options", Map.of("filters", filters)));
        return RemoteCall.post(path, body);
    }

    /** The webhook that {@link #create} made. */
    public WebhookState created(String tableId, Map<String, Object> answer) {
        String id = Json.text(answer.get("id"));
        String secret = Json.text(answer.get("macSecretBase64"));
        if (id == null || secret == null) {
            throw new RemoteUnavailable("AirTable made a webhook but did not tell its id and secret; it is made again");
        }
        return new WebhookState(id, secret, 1, Json.time(answer.get("expirationTime")), notificationUrl, tableId);
    }

    /** The call that extends the webhook's life to seven days from now; it has no body. */
    public RemoteCall refresh(WebhookState state) {
        return RemoteCall.post(path(state.webhookId()) + "/refresh", null);
    }

    /** The webhook after {@link #refresh}. */
    public WebhookState refreshed(WebhookState state, Map<String, Object> answer) {
        return state.withExpiresAt(Json.time(answer.get("expirationTime")));
    }

    /** The call that switches the webhook's pings on again. */
    public RemoteCall enable(WebhookState state) {
        return RemoteCall.post(path(state.webhookId()) + "/enableNotifications", Map.of("enable", true));
    }

    /** The call that deletes a webhook; its unread changes go with it. */
    public RemoteCall delete(String webhookId) {
        return RemoteCall.delete(path(webhookId), List.of());
    }

    /**
     * What is to be done, given what AirTable lists.
     *
     * @param state the hub's webhook, or {@code null} when it has none yet
     * @param tableId the table to watch
     */
    public WebhookPlan plan(WebhookState state, String tableId, Map<String, Object> list) {
        var hooks = Json.required(list, "webhooks");
        String own = state == null ? null : state.webhookId();
        List<String> strays = hooks.stream()
                .filter(hook -> notificationUrl != null && notificationUrl.equals(hook.get("notificationUrl")))
                .map(hook -> (String) hook.get("id"))
                .filter(id -> !id.equals(own))
                .toList();
        if (state == null) {
            return new WebhookPlan(Step.CREATE, strays, "the hub has no webhook in AirTable yet");
        }
        var hook = hooks.stream().filter(one -> own.equals(one.get("id"))).findFirst();
        if (hook.isEmpty()) {
            return new WebhookPlan(Step.RECREATE, strays, "AirTable no longer knows webhook " + own);
        }
        String broken = broken(state, tableId, hook.get());
        if (broken != null) {
            var replaced = new ArrayList<>(strays);
            replaced.add(own);
            return new WebhookPlan(Step.RECREATE, replaced, "webhook " + own + " " + broken);
        }
        return alive(strays, hook.get());
    }

    /** Why the webhook cannot be kept, or {@code null}. */
    private String broken(WebhookState state, String tableId, Map<String, Object> hook) {
        Instant expiresAt = Json.time(hook.get("expirationTime"));
        if (Boolean.FALSE.equals(hook.get("isHookEnabled"))) {
            return "has been switched off by AirTable, as happens when something it watches is deleted";
        }
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            return "ran out at " + expiresAt;
        }
        if (!Objects.equals(hook.get("notificationUrl"), notificationUrl)) {
            return "points to " + hook.get("notificationUrl") + ", not to " + notificationUrl;
        }
        return tableId.equals(state.tableId()) ? null : "watches table " + state.tableId() + ", not " + tableId;
    }

    private WebhookPlan alive(List<String> strays, Map<String, Object> hook) {
        if (notificationUrl != null && Boolean.FALSE.equals(hook.get("areNotificationsEnabled"))) {
            return new WebhookPlan(Step.ENABLE, strays, "its pings failed for a day, so AirTable has stopped them");
        }
        Instant expiresAt = Json.time(hook.get("expirationTime"));
        if (expiresAt != null && expiresAt.isBefore(clock.instant().plus(REFRESH_BELOW))) {
            return new WebhookPlan(Step.REFRESH, strays, "it runs out at " + expiresAt);
        }
        return new WebhookPlan(Step.KEEP, strays, "it is alive");
    }

    private String path(String webhookId) {
        return path + "/" + RemoteCall.encode(webhookId);
    }
}
