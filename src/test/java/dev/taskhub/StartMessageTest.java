package dev.taskhub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class StartMessageTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.example:5432/hub?user=u&password=secret, jdbc:postgresql://db.example:5432/hub",
        "jdbc:postgresql://u:secret@db.example/hub, jdbc:postgresql://db.example/hub",
        "jdbc:sqlite:/var/lib/hub/data/hub.db?journal_mode=WAL, /var/lib/hub/data/hub.db"
    })
    void namesTheStoreWithoutWhatOpensIt(String url, String shown) {
        assertThat(StartMessage.store(url)).isEqualTo(shown);
    }

    @BeforeEach
    void letItSpeak() {
        // A context that another test started may have silenced the log of the whole process.
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel(StartMessage.class.getName(), LogLevel.INFO);
    }

    @Test
    void saysLoudlyThatThisIsADryRun(CapturedOutput output) {
        var settings = new MockEnvironment()
                .withProperty("local.server.port", "8080")
                .withProperty("taskhub.dry-run", "true")
                .withProperty("spring.datasource.url", "jdbc:sqlite:/home/hub/data/dry-run.db");

        new StartMessage(settings).print();

        assertThat(output)
                .contains("DRY RUN: nothing is written to AirTable or to Convex.", "http://localhost:8080/api/dry-run");
    }

    @Test
    void tellsWhereToLookAndNoSecret(CapturedOutput output) {
        var settings = new MockEnvironment()
                .withProperty("server.address", "0.0.0.0")
                .withProperty("local.server.port", "8080")
                .withProperty("taskhub.home", "/home/hub")
                .withProperty("taskhub.dashboard.file", "/home/hub/DASHBOARD.md")
                .withProperty("taskhub.agent.inboxes", "/home/hub/agents")
                .withProperty("spring.datasource.url", "jdbc:sqlite:/home/hub/data/taskhub.db?x=1")
                .withProperty("taskhub.airtable.url", "https://api.airtable.com")
                .withProperty("taskhub.airtable.base-id", "app1")
                .withProperty("taskhub.airtable.token", "patSecret");

        new StartMessage(settings).print();

        assertThat(output)
                .contains(
                        "http://localhost:8080/actuator/hawtio",
                        "http://localhost:8080/api/status",
                        "/home/hub/DASHBOARD.md",
                        "/home/hub/inbox/todowrite",
                        "/home/hub/data/taskhub.db\n",
                        "https://api.airtable.com, base app1",
                        "set CONVEX_URL")
                .doesNotContain("patSecret", "DRY RUN");
    }
}
