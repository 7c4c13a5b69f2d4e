package dev.taskhub.airtable;

import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.PlanTable;
import dev.taskhub.remote.Finding;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Checks token, base, table, columns and webhooks, and says in plain words what is missing. It changes nothing. */
@Component("airtableCheck")
public final class AirtableCheck {

    private static final Set<String> MAY_WRITE = Set.of("edit", "create");

    private final AirtableSettings settings;
    private final AirtableRecords records;
    private final AirtableSchema schema;
    private final AirtableWebhook webhook;

    AirtableCheck(AirtableSettings settings, AirtableRecords records, AirtableSchema schema, AirtableWebhook webhook) {
        this.settings = settings;
        this.records = records;
        this.schema = schema;
        this.webhook = webhook;
    }

    /**
     * All findings, the good ones too. Where one makes the following pointless, they are left out.
     *
     * @param ask makes a call and gives what {@link AirtableAnswers#read} makes of its answer, with its exceptions
     * @param mapping what the hub expects of the table's columns
     */
    public List<Finding> findings(Function<RemoteCall, Map<String, Object>> ask, Mapping mapping) {
        return findings(ask, mapping.fields().stream().map(ExpectedColumn::of).toList(), mapping.planTables());
    }

    List<Finding> findings(
            Function<RemoteCall, Map<String, Object>> ask, List<ExpectedColumn> expected, List<PlanTable> planTables) {
        if (settings.token().isBlank() || settings.baseId().isBlank()) {
            return List.of(Finding.wrong(
                    "the token or the base id is not set",
                    "set AIRTABLE_API_KEY to a personal access token and AIRTABLE_BASE_ID to the base (app...)"));
        }
        var findings = new ArrayList<Finding>();
        try {
            var user = ask.apply(RemoteCall.get("/v0/meta/whoami", List.of()));
            findings.add(Finding.ok("the token is valid, it belongs to user " + user.get("id")));
            Optional<String> level = step(findings, "the bases cannot be listed", () -> permission(ask));
            level.ifPresent(given -> findings.add(base(given)));
            step(findings, "the table cannot be used", () -> schema.read(ask.apply(schema.call())))
                    .ifPresent(table -> {
                        findings.add(Finding.ok("table " + table.name() + " exists"));
                        findings.addAll(TableFindings.of(table, records.table(), expected));
                        planTables.forEach(plan -> findings.addAll(PlanFindings.of(schema.tables(), plan)));
                    });
            step(findings, "records cannot be read", () -> ask.apply(firstRecord()))
                    .ifPresent(read -> {
                        findings.add(Finding.ok("records can be read"));
                        step(findings, "comments cannot be read", () -> ask.apply(firstComments()))
                                .ifPresent(counted -> findings.add(Finding.ok("comments can be read")));
                    });
            step(findings, "webhooks are not allowed, the hub can only poll", () -> ask.apply(webhook.list()))
                    .ifPresent(hooks -> {
                        findings.add(webhooks(level.orElse("none")));
                        findings.add(PingFinding.of(webhook.notificationUrl(), hooks));
                    });
        } catch (RemoteRefused refusal) {
            findings.add(Finding.wrong("AirTable does not accept the token", refusal.getMessage()));
        } catch (RemoteUnavailable away) {
            findings.add(Finding.wrong(
                    "AirTable cannot be reached at " + settings.url() + ": " + away.getMessage(),
                    "check the network and taskhub.airtable.url, and try again"));
        }
        return findings;
    }

    /** What the step gives, or nothing and a finding that says why it was refused. */
    private static <T> Optional<T> step(List<Finding> findings, String refused, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (RemoteRefused refusal) {
            findings.add(Finding.wrong(refused, refusal.getMessage()));
            return Optional.empty();
        }
    }

    /** The user's permission level on the base; {@code none} when the token does not show the base. */
    private String permission(Function<RemoteCall, Map<String, Object>> ask) {
        List<Map.Entry<String, String>> query = List.of();
        while (true) {
            var answer = ask.apply(RemoteCall.get("/v0/meta/bases", query));
            for (var base : Json.required(answer, "bases")) {
                if (settings.baseId().equals(base.get("id"))) {
                    return String.valueOf(base.get("permissionLevel"));
                }
            }
            String offset = Json.text(answer.get("offset"));
            if (offset == null) {
                return "none";
            }
            query = List.of(Map.entry("offset", offset));
        }
    }

    private Finding base(String level) {
        if (MAY_WRITE.contains(level)) {
            return Finding.ok("base " + settings.baseId() + " may be written");
        }
        return level.equals("none")
                ? Finding.wrong(
                        "the token does not show base " + settings.baseId(),
                        "add the base to the token's access list, or correct AIRTABLE_BASE_ID")
                : Finding.wrong(
                        "the token's user may only " + level + " in base " + settings.baseId(),
                        "give the user the editor role, or creator for webhooks");
    }

    private static Finding webhooks(String level) {
        return level.equals("create")
                ? Finding.ok("webhooks are allowed")
                : Finding.wrong(
                        "webhooks need the creator role, the hub can only poll",
                        "give the token's user the creator role on the base");
    }

    private RemoteCall firstComments() {
        return RemoteCall.get(
                records.path(), List.of(Map.entry("maxRecords", "1"), Map.entry("recordMetadata[]", "commentCount")));
    }

    private RemoteCall firstRecord() {
        return RemoteCall.get(records.path(), List.of(Map.entry("maxRecords", "1")));
    }
}
