package dev.taskhub.airtable;

import dev.taskhub.remote.Finding;
import java.util.Map;

/** Whether AirTable's pings reach the hub, as far as AirTable tells. */
final class PingFinding {

    private static final String REACH = "see to it that POST %s reaches the hub from the internet";

    private PingFinding() {}

    /**
     * @param url where the hub wants pings, or {@code null} when it has no public address
     * @param list what AirTable answers to the question for the base's webhooks
     */
    static Finding of(String url, Map<String, Object> list) {
        if (url == null) {
            return Finding.ok("TASKHUB_PUBLIC_URL is not set, so the hub polls for changes and hears no pings");
        }
        return Json.required(list, "webhooks").stream()
                .filter(hook -> url.equals(hook.get("notificationUrl")))
                .findFirst()
                .map(hook -> of(url, hook.get("areNotificationsEnabled"), hook.get("lastNotificationResult")))
                .orElseGet(() -> Finding.ok("there is no webhook to " + url + " yet; the hub makes it when it starts"));
    }

    private static Finding of(String url, Object enabled, Object lastResult) {
        if (Boolean.FALSE.equals(enabled)) {
            return Finding.wrong(
                    "AirTable has stopped sending pings to " + url + " after a day of failures",
                    REACH.formatted(url) + "; the hub switches them on again");
        }
        if (lastResult instanceof Map<?, ?> last && Boolean.FALSE.equals(last.get("success"))) {
            String why = last.get("error") instanceof Map<?, ?> error ? ": " + error.get("message") : "";
            return Finding.wrong("AirTable's last ping to " + url + " failed" + why, REACH.formatted(url));
        }
        return Finding.ok(
                lastResult == null
                        ? "the webhook to " + url + " is there and has not sent a ping yet"
                        : "pings reach " + url);
    }
}
