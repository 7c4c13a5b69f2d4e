package dev.taskhub.fullstack;

import static dev.taskhub.fullstack.App.page;
import static dev.taskhub.fullstack.App.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.remote.Finding;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnexplained;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FullstackCheckTest {

    private final Map<String, Object> answers = new HashMap<>();
    private final List<String> paths = new ArrayList<>();

    @BeforeEach
    void allIsWell() {
        answers.put("tasks:getByNumber", null);
        answers.put("users:list", List.of(Map.of("tokenIdentifier", "https://login.example.org/|hub")));
        answers.put("_system/frontend/listCronJobs:default", List.of());
        answers.put("tasks:list", page(true, 1, 3));
    }

    @Test
    void findsNothingWrongWithASoundDeploymentAndWritesNothing() {
        assertThat(findings(App.SETTINGS)).hasSize(5).allMatch(Finding::ok);
        assertThat(paths).containsOnly("/api/query");
        assertThat(text(App.SETTINGS)).contains("the hub writes as TaskHub (https://login.example.org/|hub)");
    }

    @Test
    void saysThatTheAppDoesNotKnowTheHubYet() {
        answers.put("users:list", List.of());

        assertThat(findings(App.SETTINGS)).allMatch(Finding::ok);
        assertThat(text(App.SETTINGS)).contains("whom the app does not know yet");
    }

    @Test
    void saysThatNothingIsWrittenByNobody() {
        assertThat(findings(App.NOBODY))
                .filteredOn(finding -> !finding.ok())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what()).isEqualTo("the app is only read");
                    assertThat(finding.hint()).contains("taskhub.convex.act-as");
                });
    }

    @Test
    void warnsOfTheCronThatResetsTheDeployment() {
        answers.put(
                "_system/frontend/listCronJobs:default",
                List.of(Map.of("name", "Reset all tables to initial dataset"), Map.of("name", "Count")));

        assertThat(findings(App.SETTINGS))
                .filteredOn(finding -> !finding.ok())
                .singleElement()
                .satisfies(finding -> assertThat(finding.hint()).contains("convex/crons.ts"));
    }

    @Test
    void saysWhenCronsCannotBeSeen() {
        answers.put("_system/frontend/listCronJobs:default", new RemoteUnexplained(200, "Could not find function"));

        assertThat(findings(App.SETTINGS)).allMatch(Finding::ok);
        assertThat(text(App.SETTINGS)).contains("cannot be seen from here");
    }

    @Test
    void warnsOfNumbersThatSeveralTasksHave() {
        answers.put("tasks:list", page(true, task("k1", 4, "a"), task("k2", 4, "b")));

        assertThat(text(App.SETTINGS)).contains("several tasks have the same number: [4.0]");
    }

    @Test
    void warnsOfAPageThatCannotBeRead() {
        answers.put("tasks:list", new RemoteUnexplained(200, "Could not find user"));

        assertThat(text(App.SETTINGS)).contains("a page of tasks cannot be read");
    }

    @Test
    void passesOnWhyConvexRefuses() {
        answers.put("tasks:getByNumber", new RemoteRefused(401, "BadAdminKey", "set CONVEX_DEPLOY_KEY"));

        assertThat(findings(App.SETTINGS))
                .containsExactly(Finding.wrong("Convex refuses the hub's calls", "set CONVEX_DEPLOY_KEY"));
    }

    @Test
    void suggestsTheKitWhereTheAppIsNotThere() {
        answers.put("tasks:getByNumber", new RemoteUnexplained(200, "Could not find function"));

        assertThat(findings(App.SETTINGS)).singleElement().satisfies(finding -> assertThat(finding.hint())
                .contains("set taskhub.convex.adapter to kit"));
    }

    private List<Finding> findings(FullstackSettings settings) {
        var check = new FullstackCheck(
                App.CONVEX,
                settings,
                App.CALLS,
                new FullstackUser(App.CALLS, settings, App.CONVEX),
                Clock.fixed(App.NOW, ZoneOffset.UTC));
        assertThat(check.isDue()).isTrue();
        return check.findings(this::answer);
    }

    private String text(FullstackSettings settings) {
        return findings(settings).toString();
    }

    private Object answer(RemoteCall call) {
        paths.add(call.path());
        String function = (String) ((Map<?, ?>) call.body()).get("path");
        assertThat(answers).containsKey(function);
        Object answer = answers.get(function);
        if (answer instanceof RuntimeException failure) {
            throw failure;
        }
        return answer;
    }
}
