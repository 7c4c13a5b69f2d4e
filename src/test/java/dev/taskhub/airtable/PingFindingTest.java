package dev.taskhub.airtable;

import static dev.taskhub.airtable.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingFindingTest {

    private static final String URL = "https://hub.example/webhook/airtable";
    private static final String HOOK =
            "'notificationUrl':'" + URL + "','areNotificationsEnabled':%s,'lastNotificationResult':%s";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true|null|has not sent a ping yet",
                "true|{'success':true}|pings reach " + URL,
            })
    void findsAHealthyWebhookInOrder(String enabled, String last, String what) {
        var finding = PingFinding.of(URL, json("{'webhooks':[{" + HOOK.formatted(enabled, last) + "}]}"));

        assertThat(finding.ok()).isTrue();
        assertThat(finding.what()).contains(what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "false|null|has stopped sending pings",
                "true|{'success':false,'error':{'message':'a 405 status'}}|failed: a 405 status",
                "true|{'success':false}|last ping to " + URL + " failed",
            })
    void saysWhenPingsDoNotArrive(String enabled, String last, String what) {
        var finding = PingFinding.of(URL, json("{'webhooks':[{" + HOOK.formatted(enabled, last) + "}]}"));

        assertThat(finding.ok()).isFalse();
        assertThat(finding.what()).contains(what);
        assertThat(finding.hint()).contains(URL);
    }

    @Test
    void takesNoNoticeOfWebhooksOfOthers() {
        var others = json(
                "{'webhooks':[{'notificationUrl':'https://other.example','lastNotificationResult':{'success':false}}]}");

        assertThat(PingFinding.of(URL, others).ok()).isTrue();
    }

    @Test
    void isContentWithPollingWhenThereIsNoPublicAddress() {
        assertThat(PingFinding.of(null, json("{'webhooks':[]}")).what()).contains("TASKHUB_PUBLIC_URL");
    }
}
