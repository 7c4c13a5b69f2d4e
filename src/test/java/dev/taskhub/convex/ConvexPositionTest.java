package dev.taskhub.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Sync;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

class ConvexPositionTest {

    private static final Map<String, Object> PAGE = Map.of("rows", List.of(), "cursor", "17:a", "hasMore", false);

    private final Positions positions = mock(Positions.class);

    @BeforeEach
    void keepPositions() {
        var kept = new HashMap<List<Object>, String>();
        doAnswer(put -> kept.put(List.of(put.getArguments()).subList(0, 3), put.getArgument(3)))
                .when(positions)
                .put(any(), any(), any(), any());
        when(positions.get(any(), any(), any()))
                .thenAnswer(get -> Optional.ofNullable(kept.get(List.of(get.getArguments()))));
    }

    @Test
    void goesOnFromItsCursor() {
        poll("https://dev-1.convex.cloud").accept(PAGE);

        assertThat(poll("https://dev-1.convex.cloud/").nextPage().body().toString())
                .contains("cursor=17:a");
    }

    @Test
    void readsAnotherDeploymentFromTheBeginning() {
        poll("https://dev-1.convex.cloud").accept(PAGE);

        assertThat(poll("https://prod-2.convex.cloud").nextPage().body().toString())
                .contains("cursor=null");
    }

    @Test
    void namesTheDeploymentByItsHost() {
        assertThat(new ConvexSettings("https://dev-1.convex.cloud", "", "").deployment())
                .isEqualTo("dev-1.convex.cloud");
        assertThat(new ConvexSettings("http://127.0.0.1:3210/convex", "", "").deployment())
                .isEqualTo("127.0.0.1");
        assertThat(new ConvexSettings("", "", "").deployment()).isEmpty();
    }

    private ConvexPoll poll(String url) {
        return new ConvexPoll(
                new ConvexCalls(),
                new ConvexChanges(new ConvexSettings(url, "", "")),
                mock(Sync.class),
                positions,
                mock(PlatformTransactionManager.class));
    }
}
