package dev.taskhub.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Kills a hub at exact moments, one after the other, and looks each time whether all is right once it is back. */
final class KillPoints implements AutoCloseable {

    private static final int RECORDS = 250;

    private final KillableHub hub;
    private final Line line;
    private final HubStore store;
    private final Remotes remotes;
    private int round;

    KillPoints(Path home, Path sandboxHome) {
        hub = new KillableHub(home, sandboxHome, List.of());
        hub.startSandbox();
        remotes = hub.remotes;
        remotes.fill(RECORDS);
        line = new Line(hub.sandboxUrl());
        store = new HubStore("jdbc:sqlite:" + home.resolve("data/taskhub.db"), "");
    }

    /** Kills the hub while it meets its remotes for the first time. */
    void killTheFirstStart(KillPoint point) {
        arm(point);
        hub.launch(settings());
        awaitKill(point);
        judge(point);
    }

    /** Kills a hub that has work of all kinds to do. */
    void killAtWork(KillPoint point) {
        if (++round == 1) {
            hub.start(settings());
        }
        String edited = remotes.add(Map.of("name", "edited " + round, "status", "Pending"));
        String leaving = remotes.add(Map.of("name", "leaving " + round, "status", "Pending"));
        String editedRow = remotes.addRow(Map.of("title", "edited in Convex " + round, "status", "todo"));
        String leavingRow = remotes.addRow(Map.of("title", "leaving Convex " + round, "status", "todo"));
        TestHub.awaitAgreement(remotes, store);

        arm(point);
        remotes.edit(edited, Map.of("description", "by hand"));
        remotes.delete(leaving);
        remotes.add(Map.of("name", "made " + round, "status", "Pending"));
        remotes.editRow(editedRow, Map.of("description", "by the app"));
        remotes.deleteRow(leavingRow);
        remotes.addRow(Map.of("title", "made in Convex " + round, "status", "todo"));
        hub.doors.drop(
                "dropped-" + round + ".json",
                Remotes.text(List.of(Map.of("content", "dropped " + round, "status", "pending")))
                        .getBytes(StandardCharsets.UTF_8));
        awaitKill(point);

        judge(point);
        assertThat(titles(remotes.rows(), "/title"))
                .as("rows after %s", point)
                .contains("made " + round, "made in Convex " + round, "dropped " + round)
                .doesNotContain("leaving " + round, "leaving Convex " + round);
        assertThat(remotes.row("edited " + round)
                        .orElseThrow()
                        .path("description")
                        .asText())
                .as("the edit in AirTable, in Convex, after %s", point)
                .isEqualTo("by hand");
        assertThat(remotes.record("edited in Convex " + round)
                        .orElseThrow()
                        .at("/fields/description")
                        .asText())
                .as("the edit in Convex, in AirTable, after %s", point)
                .isEqualTo("by the app");
    }

    private void arm(KillPoint point) {
        line.at(point.moment(), point.call(), hub::kill);
    }

    private void awaitKill(KillPoint point) {
        await(point + " comes").atMost(TestHub.LONG).until(line::isSprung);
        hub.kill();
    }

    private void judge(KillPoint point) {
        hub.start(settings());
        if (round > 0) {
            // what was dropped while the hub was dead is nowhere else yet, so all might seem to agree without it
            await(point.toString()).atMost(TestHub.LONG).until(() -> titles(remotes.rows(), "/title")
                    .contains("dropped " + round));
        }
        TestHub.awaitAgreement(remotes, store);
        assertThat(titles(remotes.rows(), "/title")).as("rows after %s", point).doesNotHaveDuplicates();
        assertThat(titles(remotes.records(), "/fields/name"))
                .as("records after %s", point)
                .doesNotHaveDuplicates();
        assertThat(store.count("parked_message", "state = 'parked'"))
                .as("parked after %s", point)
                .isZero();
        assertThat(store.count("conflict", "resolved_at IS NULL"))
                .as("conflicts after %s", point)
                .isZero();
    }

    @Override
    public void close() {
        hub.close();
        line.close();
    }

    private String[] settings() {
        return new String[] {
            "taskhub.airtable.url=" + line.url() + "/airtable",
            "taskhub.convex.url=" + line.url() + "/convex",
            "taskhub.airtable.poll-every=2s",
            "taskhub.airtable.requests-per-second=0"
        };
    }

    private static List<String> titles(List<JsonNode> items, String title) {
        return items.stream().map(item -> item.at(title).asText()).toList();
    }
}
