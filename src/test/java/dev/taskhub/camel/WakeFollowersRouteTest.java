package dev.taskhub.camel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtablePoll;
import dev.taskhub.airtable.AirtableSettings;
import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.fullstack.FullstackSettings;
import dev.taskhub.remote.RemoteAuthorization;
import dev.taskhub.sync.ChangeListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Here the queues and the timer themselves are at work; the followers stand still until a test lets them through. */
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Import({WakeFollowersRouteTest.Beans.class, CamelBeans.class})
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/tasks/wake-followers.camel.yaml",
            "taskhub.convex.url=http://convex.test",
            "taskhub.wake-every=20"
        })
class WakeFollowersRouteTest extends RouteTestBase {

    private static final List<String> FOLLOWERS = List.of(
            "route-tasks-to-agents",
            "send-to-airtable",
            "send-to-convex",
            "send-airtable-comments",
            "send-convex-comments",
            "write-dashboard");

    @MockitoBean(name = "convexAuthorization")
    RemoteAuthorization authorization;

    private final Map<String, AtomicInteger> woken = Followers.WOKEN;
    private final Semaphore gate = Followers.GATE;

    /** What a follower does: it counts, and takes as long as the test wants. */
    static final class Followers {
        static final Map<String, AtomicInteger> WOKEN = new ConcurrentHashMap<>();
        static final Semaphore GATE = new Semaphore(0);

        static void wake(String name) throws InterruptedException {
            WOKEN.get(name).incrementAndGet();
            GATE.acquire();
        }
    }

    @EnableConfigurationProperties({AirtableSettings.class, ConvexSettings.class, FullstackSettings.class})
    static class Beans {
        @Bean
        RouteBuilder followersThatStandIn() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    FOLLOWERS.forEach(this::follower);
                    follower("work-off-inbox");
                }

                private void follower(String name) {
                    Followers.WOKEN.put(name, new AtomicInteger());
                    from("seda:" + name + "?size=1&pollTimeout=20").process(exchange -> Followers.wake(name));
                }
            };
        }
    }

    @MockitoBean
    DataSource dataSource;

    @MockitoBean(name = "airtablePoll")
    AirtablePoll poll;

    @Autowired
    ChangeListener followers;

    @Override
    @BeforeEach
    void startRoutesByHand() throws Exception {
        gate.drainPermits();
        camel.start();
        camel.getRouteController().stopRoute("wake-followers-regularly");
    }

    @AfterEach
    void letThrough() {
        gate.release(100_000);
    }

    @Test
    void wakesEachFollowerOnce() {
        followers.changed();

        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(FOLLOWERS)
                .allSatisfy(name -> assertThat(wakeUps(name)).isOne()));
        assertThat(wakeUps("work-off-inbox")).isZero();
    }

    @Test
    void makesFewWakeUpsOfManyChanges() {
        for (int i = 0; i < 1000; i++) {
            followers.changed();
        }
        await().atMost(10, SECONDS).until(() -> FOLLOWERS.stream().allMatch(name -> wakeUps(name) == 1));
        assertThat(camel.getEndpoints())
                .filteredOn(SedaEndpoint.class::isInstance)
                .extracting(endpoint -> ((SedaEndpoint) endpoint).getCurrentQueueSize())
                .isNotEmpty()
                .allMatch(waiting -> waiting <= 1);
    }

    @Test
    void wakesAFollowerOnceMoreForWhatChangedWhileItWorked() {
        followers.changed();
        await().atMost(10, SECONDS).until(() -> wakeUps("send-to-convex") == 1);

        followers.changed();
        letThrough();

        await().atMost(10, SECONDS).until(() -> wakeUps("send-to-convex") == 2);
    }

    @Test
    void leavesTheMachineToTheFirstImport() {
        when(poll.isImporting()).thenReturn(true);
        followers.changed();
        verify(poll, timeout(10_000)).isImporting();
        assertThat(FOLLOWERS).allSatisfy(name -> assertThat(wakeUps(name)).isZero());

        when(poll.isImporting()).thenReturn(false);
        followers.changed();

        await().atMost(10, SECONDS).until(() -> FOLLOWERS.stream().allMatch(name -> wakeUps(name) == 1));
    }

    @Test
    void wakesRegularlyThoseWhoseTimeMayHaveCome() throws Exception {
        letThrough();

        camel.getRouteController().startRoute("wake-followers-regularly");

        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(List.of(
                        "work-off-inbox",
                        "route-tasks-to-agents",
                        "send-to-airtable",
                        "send-to-convex",
                        "send-airtable-comments",
                        "send-convex-comments"))
                .allSatisfy(name -> assertThat(wakeUps(name)).isGreaterThan(2)));
        assertThat(wakeUps("write-dashboard")).isZero();
    }

    private int wakeUps(String name) {
        return woken.get(name).get();
    }
}
