package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtablePace;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/airtable/give-way-to-check.camel.yaml")
class GiveWayToCheckRouteTest extends RouteTestBase {

    @MockitoBean(name = "airtablePace")
    AirtablePace pace;

    @Test
    void asksAgainAndAgainUntilTheCheckIsOver() {
        when(pace.pauseForCheck()).thenReturn(1L, 1L, 1L, 1L, 0L);

        assertThat(run("give-way-to-check", "page").getMessage().getBody()).isEqualTo("page");

        verify(pace, times(5)).pauseForCheck();
    }

    @Test
    void goesOnAtOnceWithoutACheck() {
        run("give-way-to-check", "page");

        verify(pace).pauseForCheck();
    }
}
