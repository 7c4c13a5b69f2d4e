package dev.taskhub.airtable;

import static dev.taskhub.airtable.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.taskhub.airtable.WebhookPlan.Step;
import dev.taskhub.remote.RemoteUnavailable;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AirtableWebhookTest {

    private static final String URL = "https://hub.example/webhook/airtable";
    private static final WebhookState STATE =
            new WebhookState("achOwn", "c2VjcmV0", 5, Instant.parse("2026-01-12T12:00:00Z"), URL, "tblTasks");
    private static final String HOOK =
            """
            {'id':'achOwn','specification':{'options':{}},'notificationUrl':'https://hub.example/webhook/airtable',
             'cursorForNextPayload':5,'areNotificationsEnabled':true,'isHookEnabled':true,
             'lastSuccessfulNotificationTime':null,'lastNotificationResult':null,
             'expirationTime':'2026-01-12T12:00:00.000Z'}""";

    private final AirtableWebhook webhook = new AirtableWebhook(Wire.SETTINGS, "https://hub.example/", Wire.CLOCK);
    private final AirtableWebhook readOnly = new AirtableWebhook(Wire.SETTINGS, "", Wire.CLOCK);

    @Test
    void watchesAllChangesOfTheTableWhoeverMakesThem() {
        var call = webhook.create("tblTasks");

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/v0/bases/appAAAAAAAAAAAAAA/webhooks");
        assertThat(call.body())
                .isEqualTo(
                        json(
                                """
                {'notificationUrl':'https://hub.example/webhook/airtable','specification':{'options':{'filters':{
                  'dataTypes':['tableData'],'recordChangeScope':'tblTasks','changeTypes':['add','update','remove']}}}}"""));
        assertThat(((Map<?, ?>) readOnly.create("tblTasks").body()).containsKey("notificationUrl"))
                .isFalse();
    }

    @Test
    void keepsTheSecretThatIsShownOnlyOnceAndNeverPrintsIt() {
        var state = webhook.created(
                "tblTasks",
                json(
                        """
                {'id':'achOwn','macSecretBase64':'c2VjcmV0','expirationTime':'2026-01-12T12:00:00.345Z'}"""));

        assertThat(state)
                .isEqualTo(new WebhookState(
                        "achOwn", "c2VjcmV0", 1, Instant.parse("2026-01-12T12:00:00.345Z"), URL, "tblTasks"));
        assertThat(state.toString()).doesNotContain("c2VjcmV0");
        assertThatThrownBy(() -> webhook.created("tblTasks", json("{'id':'achOwn'}")))
                .isInstanceOf(RemoteUnavailable.class);
    }

    @Test
    void itsStateSurvivesBeingKeptAsJson() throws JsonProcessingException {
        var mapper = JsonMapper.builder().addModule(new JavaTimeModule()).build();

        assertThat(mapper.readValue(mapper.writeValueAsString(STATE), WebhookState.class))
                .isEqualTo(STATE);
    }

    @Test
    void managesTheWebhookById() {
        assertThat(webhook.refresh(STATE).path()).isEqualTo("/v0/bases/appAAAAAAAAAAAAAA/webhooks/achOwn/refresh");
        assertThat(webhook.refresh(STATE).body()).isNull();
        assertThat(webhook.refreshed(STATE, json("{'expirationTime':'2026-01-13T12:00:00.000Z'}"))
                        .expiresAt())
                .isEqualTo("2026-01-13T12:00:00Z");
        assertThat(webhook.enable(STATE).path()).endsWith("/achOwn/enableNotifications");
        assertThat(webhook.enable(STATE).body()).isEqualTo(Map.of("enable", true));
        assertThat(webhook.delete("achOld").method()).isEqualTo("DELETE");
        assertThat(webhook.delete("achOld").path()).endsWith("/webhooks/achOld");
        assertThat(webhook.list().method()).isEqualTo("GET");
    }

    @Test
    void createsOneWhenThereIsNoneAndClearsThoseWhoseSecretIsLost() {
        var plan = webhook.plan(null, "tblTasks", hooks(HOOK.replace("achOwn", "achOld")));

        assertThat(plan.step()).isEqualTo(Step.CREATE);
        assertThat(plan.delete()).containsExactly("achOld");
    }

    @Test
    void neverDeletesWebhooksOfOthers() {
        String other = HOOK.replace("achOwn", "achOther").replace("hub.example", "other.example");
        String silent = HOOK.replace("achOwn", "achOther").replace("'" + URL + "'", "null");

        assertThat(webhook.plan(null, "tblTasks", hooks(other)).delete()).isEmpty();
        assertThat(readOnly.plan(null, "tblTasks", hooks(silent)).delete()).isEmpty();
    }

    @Test
    void keepsOneThatIsAlive() {
        assertThat(webhook.plan(STATE, "tblTasks", hooks(HOOK)).step()).isEqualTo(Step.KEEP);
        assertThat(webhook.plan(STATE, "tblTasks", hooks(HOOK.replace("'2026-01-12T12:00:00.000Z'", "null")))
                        .step())
                .isEqualTo(Step.KEEP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'areNotificationsEnabled':true|'areNotificationsEnabled':false|ENABLE|pings failed",
                "2026-01-12T12:00|2026-01-08T12:00|REFRESH|runs out at 2026-01-08",
                "2026-01-12T12:00|2026-01-05T12:00|RECREATE|ran out",
                "'isHookEnabled':true|'isHookEnabled':false|RECREATE|switched off",
                "hub.example|old.example|RECREATE|points to https://old.example",
                "achOwn|achOther|RECREATE|no longer knows"
            })
    void findsWhatAilsIt(String sound, String ailing, Step step, String why) {
        var plan = webhook.plan(STATE, "tblTasks", hooks(HOOK.replace(sound, ailing)));

        assertThat(plan.step()).isEqualTo(step);
        assertThat(plan.why()).contains(why);
    }

    @Test
    void replacesOneThatWatchesAnotherTable() {
        var plan = webhook.plan(STATE, "tblNew", hooks(HOOK));

        assertThat(plan.step()).isEqualTo(Step.RECREATE);
        assertThat(plan.delete()).containsExactly("achOwn");
    }

    @Test
    void doesNotMindStoppedPingsWhenItOnlyReads() {
        var state = new WebhookState("achOwn", "c2VjcmV0", 5, null, null, "tblTasks");
        String silent = HOOK.replace("'" + URL + "'", "null").replace("Enabled':true", "Enabled':false");

        assertThat(readOnly.plan(
                                state,
                                "tblTasks",
                                hooks(silent.replace("'isHookEnabled':false", "'isHookEnabled':true")))
                        .step())
                .isEqualTo(Step.KEEP);
    }

    private static Map<String, Object> hooks(String... hooks) {
        return json("{'webhooks':[" + String.join(",", hooks) + "]}");
    }
}
