package dev.taskhub.fullstack;

import static dev.taskhub.fullstack.App.NOW;
import static dev.taskhub.fullstack.App.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.taskhub.sync.Consistency;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Links;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class FullstackConsistencyTest {

    private final Links links = mock();
    private final Consistency consistency = mock();
    private final FullstackConsistency check = new FullstackConsistency(
            App.CALLS, new FullstackNews(App.TASKS, links), consistency, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void showsTheCheckEveryTaskUntilTheLastPage() {
        FullstackScan scan = check.begin();
        assertThat(check.next(scan).body().toString()).contains("cursor=null");
        check.compare(scan, page(false, 1, 2));
        assertThat(check.next(scan).body().toString()).contains("cursor=c2");
        assertThat(scan.isDone()).isFalse();
        check.compare(scan, page(true, 3, 3));
        check.end();

        assertThat(scan.isDone()).isTrue();
        ArgumentCaptor<List<ItemChange>> shown = ArgumentCaptor.captor();
        verify(consistency, times(2)).compare(eq("convex"), shown.capture());
        assertThat(shown.getAllValues())
                .flatExtracting(
                        items -> items.stream().map(ItemChange::externalId).toList())
                .containsExactly("k1", "k2", "k3");
        verify(consistency).end("convex");
    }
}
