package dev.taskhub.convex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.remote.Finding;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ConvexCheckTest {

    private static final String URL = "https://x.convex.cloud";

    @Test
    void findsNothingWrongWithASoundDeployment() {
        assertThat(findings(URL, kit("2"))).hasSize(4).allSatisfy(finding -> {
            assertThat(finding.ok()).isTrue();
            assertThat(finding.hint()).isEmpty();
        });
    }

    @Test
    void saysHowToHaveProjectsInADeploymentThatDoesNotKnowThemYet() {
        assertThat(findings(URL, kit("2", "tasks")))
                .allMatch(Finding::ok)
                .filteredOn(finding -> !finding.hint().isEmpty())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what()).contains("projects stay out of Convex");
                    assertThat(finding.hint()).contains("deploy the functions of folder convex/");
                });
    }

    @Test
    void takesAHubWithoutConvexAsItIs() {
        assertThat(findings("", call -> {
                    throw new AssertionError("nobody is there to be asked");
                }))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.ok()).isTrue();
                    assertThat(finding.what()).contains("not configured").contains("CONVEX_URL");
                });
    }

    @Test
    void knowsTheAddressThatServesNoFunctions() {
        assertThat(findings("https://x.convex.site", kit("2")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.hint()).contains(".convex.cloud"));
    }

    @Test
    void namesTheVersionOfAForeignKit() {
        assertThat(findings(URL, kit("1")))
                .filteredOn(finding -> !finding.ok())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what()).contains("version 1");
                    assertThat(finding.hint()).contains("convex/");
                });
    }

    @Test
    void passesOnWhyConvexRefuses() {
        assertThat(findings(URL, call -> {
                    throw new RemoteRefused(401, "BadAdminKey", "set CONVEX_DEPLOY_KEY");
                }))
                .containsExactly(Finding.wrong("Convex refuses the hub's calls", "set CONVEX_DEPLOY_KEY"));
    }

    @Test
    void saysWhereNobodyAnswers() {
        assertThat(findings(URL, call -> {
                    throw new RemoteUnavailable("Connection refused");
                }))
                .containsExactly(Finding.wrong("Convex cannot be used at " + URL, "Connection refused"));
    }

    private static List<Finding> findings(String url, Function<RemoteCall, Object> ask) {
        return new ConvexCheck(new ConvexSettings(url, "key", ""), new ConvexCalls()).findings(ask);
    }

    private static Function<RemoteCall, Object> kit(String version) {
        return kit(version, "projects");
    }

    private static Function<RemoteCall, Object> kit(String version, String capability) {
        return call -> ((Map<?, ?>) call.body()).get("path").equals("hubSync:info")
                ? Map.of("kitVersion", version, "capabilities", List.of(capability))
                : List.of();
    }
}
