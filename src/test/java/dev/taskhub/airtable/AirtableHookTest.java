package dev.taskhub.airtable;

import static dev.taskhub.airtable.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.taskhub.airtable.AirtableHook.Step;
import dev.taskhub.security.Secrets;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Sync;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the hub's webhook when it dies or is replaced while its log is read. */
class AirtableHookTest {

    private static final Map<String, Object> ALIVE =
            json("{'webhooks': [{'id': 'ach1', 'isHookEnabled': true, 'areNotificationsEnabled': true}]}");
    private static final WebhookPlan CREATE = new WebhookPlan(WebhookPlan.Step.CREATE, List.of(), "none yet");

    private final Positions positions = mock(Positions.class);
    private final Links links = mock(Links.class);
    private final Secrets secrets = mock(Secrets.class);
    private final AirtableSchema schema = new AirtableSchema(Wire.SETTINGS, Wire.TABLE);
    private final AirtableHook hook = hook(Wire.RECORDS);

    @BeforeEach
    void makeAWebhook() {
        var kept = new HashMap<List<Object>, String>();
        doAnswer(put -> kept.put(List.of(put.getArguments()).subList(0, 3), put.getArgument(3)))
                .when(positions)
                .put(any(), any(), any(), any());
        when(positions.get(any(), any(), any()))
                .thenAnswer(get -> Optional.ofNullable(kept.get(List.of(get.getArguments()))));
        when(secrets.encrypt(any())).thenAnswer(secret -> "*" + secret.getArgument(0));
        when(secrets.decrypt(any()))
                .thenAnswer(secret -> secret.<String>getArgument(0).substring(1));
        schema.read(json("{'tables': [{'id': 'tbl1', 'name': 'Parts/Tasks', 'fields': []}]}"));
        hook.mended(CREATE, json("{'id': 'ach1', 'macSecretBase64': 'c2VjcmV0'}"));
    }

    @Test
    void knowsItsWebhookAfterARestartButNoneOfAnotherBase() {
        var settings = mock(AirtableSettings.class);
        when(settings.baseId()).thenReturn("appAnother");

        assertThat(hook(Wire.RECORDS).current()).isEqualTo(hook.current()).isPresent();
        assertThat(hook(new AirtableRecords(settings, Wire.TABLE)).current()).isEmpty();
    }

    @Test
    void leavesALivingWebhookAlone() {
        assertThat(hook.plan(ALIVE).step()).isEqualTo(WebhookPlan.Step.KEEP);
    }

    @Test
    void replacesAWebhookWhoseLogSaidThatItIsDead() {
        Step step = hook.page(json("{'cursor': 2, 'payloads': [{'error': true, 'code': 'INVALID_HOOK'}]}"));

        assertThat(step.dead()).isTrue();
        assertThat(hook.plan(ALIVE))
                .returns(WebhookPlan.Step.RECREATE, WebhookPlan::step)
                .returns(List.of("ach1"), WebhookPlan::delete);
    }

    @Test
    void leavesTheReplacementAlone() {
        hook.page(json("{'cursor': 2, 'payloads': [{'error': true, 'code': 'INVALID_HOOK'}]}"));
        hook.mended(hook.plan(ALIVE), json("{'id': 'ach2', 'macSecretBase64': 'c2VjcmV0'}"));

        var list = json("{'webhooks': [{'id': 'ach2', 'isHookEnabled': true, 'areNotificationsEnabled': true}]}");
        assertThat(hook.plan(list).step()).isEqualTo(WebhookPlan.Step.KEEP);
    }

    @Test
    void looksForTheLinksOfAPageAtOnce() {
        hook.page(
                json(
                        """
                {'cursor': 3, 'payloads': [
                  {'changedTablesById': {'tbl1': {'changedRecordsById': {'recA': {}, 'recB': {}}}}},
                  {'changedTablesById': {'tbl1': {'createdRecordsById': {'recC': {}}}}}]}"""));

        verify(links).find("airtable", Wire.BASE, Set.of("recA", "recB", "recC"));
        verifyNoMoreInteractions(links);
    }

    @Test
    void movesTheCursorWhenAPageIsSafe() {
        Step step = hook.page(json("{'cursor': 7, 'payloads': [], 'mightHaveMore': true}"));

        assertThat(hook.done(step)).isTrue();
        assertThat(hook.current()).get().returns(7L, WebhookState::cursor);
    }

    @Test
    void keepsTheReplacementWhenAPageOfTheOldWebhookComesToItsEnd() {
        Step step = hook.page(json("{'cursor': 7, 'payloads': [], 'mightHaveMore': true}"));
        hook.mended(CREATE, json("{'id': 'ach2', 'macSecretBase64': 'c2VjcmV0'}"));

        assertThat(hook.done(step)).isFalse();
        assertThat(hook.current())
                .get()
                .returns("ach2", WebhookState::webhookId)
                .returns(1L, WebhookState::cursor);
    }

    private AirtableHook hook(AirtableRecords records) {
        return new AirtableHook(
                new AirtableWebhook(Wire.SETTINGS, "", Wire.CLOCK),
                new AirtablePayloads(records, schema, Wire.SETTINGS),
                schema,
                records,
                links,
                mock(Sync.class),
                new AirtablePositions(records, positions, new ObjectMapper().registerModule(new JavaTimeModule())),
                secrets);
    }
}
