package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.taskhub.airtable.AirtableSettings;
import dev.taskhub.convex.ConvexCalls;
import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.fullstack.FullstackSettings;
import dev.taskhub.remote.RemoteAuthorization;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.sync.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class RemoteDoorTest {

    private static final RemoteCall READ = RemoteCall.get("/v0/app1/Tasks", List.of());
    private static final RemoteCall WRITE = RemoteCall.patch("/v0/app1/Tasks", Map.of());
    private static final AirtableSettings AIRTABLE = new AirtableSettings(
            "https://api.airtable.com",
            "pat",
            "app1",
            5,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            "");
    private static final FullstackSettings KIT =
            new FullstackSettings("kit", Duration.ofSeconds(30), new FullstackSettings.ActAs("", "", "", "", ""));
    private static final FullstackSettings FULLSTACK = new FullstackSettings(
            "fullstack",
            Duration.ofSeconds(30),
            new FullstackSettings.ActAs(
                    "https://login.example.org/", "hub", "TaskHub", "hub@example.org", "https://p"));
    private static final Outgoing TASK =
            new Outgoing("task1", "convex", "dev-1", null, null, false, Map.of("title", "Pay"), 1);

    @Test
    void letsEveryCallOut() {
        var door = new CamelBeans().airtableDoor(AIRTABLE, new MockEnvironment());

        assertThat(opened(door, READ)).isEqualTo("GET");
        assertThat(opened(door, WRITE)).isEqualTo("PATCH");
    }

    @Test
    void letsNothingOutInADryRunThatWouldWrite() {
        var dryRun = new MockEnvironment().withProperty("taskhub.dry-run", "true");
        var airtable = new CamelBeans().airtableDoor(AIRTABLE, dryRun);
        var convex = new CamelBeans().convexDoor(settings(""), RemoteAuthorization.of(null), KIT, dryRun);
        var calls = new ConvexCalls();

        assertThat(opened(airtable, READ)).isEqualTo("GET");
        assertThat(opened(convex, calls.changedSince(null))).isEqualTo("POST");
        assertThatIllegalStateException()
                .isThrownBy(() -> opened(airtable, WRITE))
                .withMessage("PATCH /v0/app1/Tasks would write, and this is a dry run");
        assertThatIllegalStateException().isThrownBy(() -> opened(convex, calls.upsertTasks(List.of(TASK))));
    }

    @Test
    void showsTheFullstackAppTheUserTheHubIs() {
        var key = RemoteAuthorization.of("Convex dev:x|secret");
        var beans = new CamelBeans();

        var kit = headers(beans.convexDoor(settings("dev:x|secret"), key, KIT, new MockEnvironment()));
        var app = headers(beans.convexDoor(settings("dev:x|secret"), key, FULLSTACK, new MockEnvironment()));

        assertThat(kit.get("Authorization")).isEqualTo("Convex dev:x|secret");
        String[] parts = app.get("Authorization").toString().split(":");
        assertThat(parts).hasSize(3);
        assertThat(new String(Base64.getDecoder().decode(parts[2]), StandardCharsets.UTF_8))
                .contains(
                        "\"issuer\":\"https://login.example.org/\"",
                        "\"subject\":\"hub\"",
                        "\"email\":\"hub@example.org\"");
    }

    private static Map<String, Object> headers(RemoteDoor door) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(READ);
        door.open(exchange);
        return exchange.getMessage().getHeaders();
    }

    @Test
    void leavesATokenOfAnIdentityProviderAsItIs() {
        var app = new CamelBeans()
                .convexDoor(settings(""), RemoteAuthorization.of("Bearer token"), FULLSTACK, new MockEnvironment());

        assertThat(headers(app).get("Authorization")).isEqualTo("Bearer token");
    }

    private static ConvexSettings settings(String deployKey) {
        return new ConvexSettings("https://dev-1.convex.cloud", deployKey, "");
    }

    private static Object opened(RemoteDoor door, RemoteCall call) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(call);
        door.open(exchange);
        return exchange.getMessage().getHeader(Exchange.HTTP_METHOD);
    }
}
