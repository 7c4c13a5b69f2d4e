package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;

import dev.taskhub.sync.SendingProgress;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/watch-sending.camel.yaml")
class WatchSendingRouteTest extends RouteTestBase {

    @MockitoBean(name = "sendingProgress")
    SendingProgress sending;

    @Test
    void looksAtTheQueues() {
        assertThat(run("watch-sending", null).getException()).isNull();

        verify(sending).look();
    }
}
