package dev.taskhub.sandbox.airtable;

import dev.taskhub.sandbox.airtable.formula.Values;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks: they live for seven days from creation, refresh or reading; their log stays readable for seven more. */
@RestController
@Profile({"sandbox", "sandbox-only"})
@RequestMapping("/sandbox/airtable/v0/bases/{base}/webhooks")
class WebhooksApi {

    private static final Duration LIFE = Duration.ofDays(7);
    private static final Duration RENEWED_EVERY = Duration.ofHours(1);
    private static final int MOST = 10;
    private static final int PAGE = 50;

    private final Store store;
    private final Conditions conditions;
    private final Keeper keeper;
    private final SecureRandom random = new SecureRandom();

    WebhooksApi(AirTable airTable) {
        this.store = airTable.store();
        this.conditions = airTable.conditions();
        this.keeper = airTable.keeper();
    }

    @PostMapping({"", "/"})
    Map<String, Object> create(@PathVariable String base, @RequestBody(required = false) byte[] body) {
        Base its = store.base(base);
        var json = Json.object(body);
        if (!(json.get("specification") instanceof Map<?, ?> specification)) {
            throw ApiError.invalidParameters();
        }
        synchronized (its) {
            Watch.of(Json.objectOf(specification), its);
            dropDead(its);
            if (its.webhooks().size() >= MOST) {
                throw ApiError.unprocessable(
                        "TOO_MANY_WEBHOOKS_IN_BASE", "A base can have at most " + MOST + " webhooks");
            }
            byte[] secret = new byte[128];
            random.nextBytes(secret);
            var webhook = new Webhook(
                    store.ids().next("ach"),
                    Json.objectOf(specification),
                    json.get("notificationUrl") instanceof String url ? url : null,
                    Base64.getEncoder().encodeToString(secret),
                    1,
                    true,
                    null,
                    null,
                    conditions.now().plus(LIFE));
            put(its, webhook);
            return Json.of(
                    "id", webhook.id(),
                    "macSecretBase64", webhook.secret(),
                    "expirationTime", Values.wire(webhook.expiration()));
        }
    }

    @GetMapping({"", "/"})
    Map<String, Object> list(@PathVariable String base) {
        Base its = store.base(base);
        synchronized (its) {
            dropDead(its);
            return Map.of(
                    "webhooks", its.webhooks().stream().map(WebhooksApi::json).toList());
        }
    }

    @DeleteMapping({"/{webhook}", "/{webhook}/"})
    Map<String, Object> delete(@PathVariable String base, @PathVariable String webhook) {
        Base its = store.base(base);
        synchronized (its) {
            drop(its, existing(its, webhook));
        }
        return Map.of();
    }

    @PostMapping({"/{webhook}/enableNotifications", "/{webhook}/enableNotifications/"})
    Map<String, Object> enableNotifications(
            @PathVariable String base, @PathVariable String webhook, @RequestBody(required = false) byte[] body) {
        Base its = store.base(base);
        if (!(Json.object(body).get("enable") instanceof Boolean enable)) {
            throw ApiError.invalidParameters();
        }
        synchronized (its) {
            put(its, existing(its, webhook).withNotifications(enable));
        }
        return Map.of();
    }

    @PostMapping({"/{webhook}/refresh", "/{webhook}/refresh/"})
    Map<String, Object> refresh(@PathVariable String base, @PathVariable String webhook) {
        Base its = store.base(base);
        synchronized (its) {
            Webhook old = existing(its, webhook);
            if (!old.isActive(conditions.now())) {
                throw ApiError.unprocessable("FAILED_STATE_CHECK", "The webhook has expired");
            }
            put(its, old.withExpiration(conditions.now().plus(LIFE)));
            return Map.of("expirationTime", Values.wire(its.webhook(webhook).expiration()));
        }
    }

    @GetMapping({"/{webhook}/payloads", "/{webhook}/payloads/"})
    Map<String, Object> payloads(@PathVariable String base, @PathVariable String webhook, HttpServletRequest request) {
        Base its = store.base(base);
        var parameters = Parameters.asJson(request.getParameterMap());
        int cursor = Parameters.number(parameters, "cursor", 1, 1, Integer.MAX_VALUE);
        int limit = Parameters.number(parameters, "limit", PAGE, 1, PAGE);
        synchronized (its) {
            Webhook old = existing(its, webhook);
            Instant renewed = conditions.now().plus(LIFE);
            // a hub that reads every few seconds would fill the journal
            if (old.isActive(conditions.now())
                    && old.expiration().plus(RENEWED_EVERY).isBefore(renewed)) {
                put(its, old.withExpiration(renewed));
            }
            var log = its.payloads(webhook);
            dropOld(its, webhook, log);
            var asked = log.tailMap(cursor, true);
            List<Map<String, Object>> page =
                    asked.values().stream().limit(limit).map(Payload::json).toList();
            // payloads too old to be kept leave a gap, which the cursor jumps
            int next = page.isEmpty() ? cursor : asked.firstKey() + page.size();
            var json = new LinkedHashMap<String, Object>();
            json.put("payloads", page);
            json.put("cursor", next);
            json.put("mightHaveMore", page.size() < asked.size());
            return json;
        }
    }

    private void dropOld(Base base, String webhookId, TreeMap<Integer, Payload> log) {
        Instant oldest = conditions.now().minus(ChangeLog.KEPT);
        while (!log.isEmpty() && log.firstEntry().getValue().created().isBefore(oldest)) {
            keeper.forgetPayload(base, webhookId, log.pollFirstEntry().getKey());
        }
    }

    private void dropDead(Base base) {
        Instant now = conditions.now();
        base.webhooks().stream()
                .filter(webhook -> !webhook.isActive(now.minus(LIFE)))
                .forEach(webhook -> drop(base, webhook));
    }

    private void drop(Base base, Webhook webhook) {
        keeper.forget(base, webhook);
        base.removeWebhook(webhook.id());
    }

    private void put(Base base, Webhook webhook) {
        base.put(webhook);
        keeper.keep(base, webhook);
    }

    private Webhook existing(Base base, String id) {
        dropDead(base);
        Webhook webhook = base.webhook(id);
        if (webhook == null) {
            throw ApiError.of(404, "NOT_FOUND");
        }
        return webhook;
    }

    private static Map<String, Object> json(Webhook webhook) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", webhook.id());
        json.put("specification", webhook.specification());
        json.put("notificationUrl", webhook.notificationUrl());
        json.put("cursorForNextPayload", webhook.nextPayload());
        json.put("areNotificationsEnabled", webhook.notificationsEnabled());
        json.put("isHookEnabled", true);
        json.put(
                "lastSuccessfulNotificationTime",
                webhook.lastSuccess() == null ? null : Values.wire(webhook.lastSuccess()));
        json.put("lastNotificationResult", webhook.lastResult());
        json.put("expirationTime", Values.wire(webhook.expiration()));
        return json;
    }
}
