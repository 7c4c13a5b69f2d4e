package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.convex.ConvexCalls;
import dev.taskhub.convex.ConvexWrites;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Sync;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@ExtendWith(OutputCaptureExtension.class)
@Import(SendToConvexRouteTest.Beans.class)
@MockEndpointsAndSkip("direct:write-convex-batch")
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/send-to-convex.camel.yaml",
            "taskhub.convex.url=http://convex.test"
        })
class SendToConvexRouteTest extends RouteTestBase {

    static class Beans {
        @Bean
        ConvexWrites convexWrites() {
            return new ConvexWrites(new ConvexCalls());
        }
    }

    @MockitoBean(name = "sync")
    Sync sync;

    @Test
    void writesBatchAfterBatchUntilNothingIsDue() {
        List<Outgoing> first = writes(1, 50);
        List<Outgoing> second = writes(51, 53);
        when(sync.claim("convex", 50)).thenReturn(first, second, List.of());

        assertThat(run("send-to-convex", null).getException()).isNull();

        assertThat(batches()).containsExactly(first, second);
        verify(sync, times(3)).claim("convex", 50);
    }

    @Test
    void sendsEachDeletionByItself() {
        List<Outgoing> writes = writes(1, 2);
        Outgoing gone = outgoing(3, true);
        Outgoing goneToo = outgoing(4, true);
        when(sync.claim("convex", 50)).thenReturn(List.of(gone, writes.get(0), goneToo, writes.get(1)), List.of());

        run("send-to-convex", null);

        assertThat(batches()).containsExactly(writes, List.of(gone), List.of(goneToo));
    }

    @Test
    void writesNothingWhenNothingIsDue() {
        when(sync.claim("convex", 50)).thenReturn(List.of());

        run("send-to-convex", null);

        assertThat(batches()).isEmpty();
        verify(sync).claim("convex", 50);
    }

    @Test
    void leavesItToTheNextRoundWhenTheDatabaseIsBusy(CapturedOutput log) {
        when(sync.claim("convex", 50))
                .thenThrow(new CannotAcquireLockException("the database is locked"))
                .thenReturn(List.of());

        assertThat(run("send-to-convex", null).getException()).isNull();
        assertThat(run("send-to-convex", null).getException()).isNull();

        assertThat(LogLines.of(log))
                .singleElement()
                .asString()
                .contains("WARN", "send-to-convex leaves it to the next round: the database is locked");
    }

    @Test
    void showsOnceWhereAnErrorCameFromThatNobodyExpects(CapturedOutput log) {
        when(sync.claim("convex", 50)).thenThrow(new NumberFormatException("of all things"));

        assertThat(run("send-to-convex", null).getException()).isNull();

        assertThat(LogLines.of(log))
                .filteredOn(line -> line.contains("ERROR") || line.contains("WARN"))
                .singleElement()
                .asString()
                .contains("NumberFormatException: of all things");
        assertThat(LogLines.of(log))
                .anyMatch(line -> line.startsWith("\tat " + getClass().getName()));
    }

    @Test
    void saysInOneLineThatTheWritingIsStopped(CapturedOutput log) {
        when(sync.claim("convex", 50)).thenReturn(writes(1, 1), List.of());
        mock("direct:write-convex-batch").whenAnyExchangeReceived(exchange -> {
            throw new DirectConsumerNotAvailableException(
                    "No consumers available on endpoint: direct://write-convex-batch", exchange);
        });

        assertThat(run("send-to-convex", null).getException()).isNull();

        assertThat(LogLines.of(log))
                .singleElement()
                .asString()
                .contains("send-to-convex leaves it to the next round: No consumers available");
    }

    private List<Object> batches() {
        return mock("direct:write-convex-batch").getReceivedExchanges().stream()
                .map(exchange -> exchange.getIn().getBody())
                .toList();
    }

    private static List<Outgoing> writes(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> outgoing(number, false))
                .toList();
    }

    private static Outgoing outgoing(int number, boolean deleted) {
        return new Outgoing(
                "task-" + number, "convex", "hubTasks", "task-" + number, "1", deleted, Map.of("title", "Pay"), 1);
    }
}
