package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.sync.InboxWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/tasks/work-off-inbox.camel.yaml")
class WorkOffInboxRouteTest extends RouteTestBase {

    @MockitoBean(name = "inboxWork")
    InboxWork inbox;

    @Test
    void worksOffOneBatchAfterAnotherUntilNoneIsFull() {
        when(inbox.workOff()).thenReturn(true, true, false);

        assertThat(run("work-off-inbox", null).getException()).isNull();

        verify(inbox, times(3)).workOff();
    }

    @Test
    void looksOnceWhenLittleIsThere() {
        when(inbox.workOff()).thenReturn(false);

        run("work-off-inbox", null);

        verify(inbox).workOff();
    }

    @Test
    void goesOnInTheNextRoundAfterTheDatabaseWasBusy(CapturedOutput log) {
        when(inbox.workOff())
                .thenReturn(true)
                .thenThrow(new CannotAcquireLockException("the database is locked"))
                .thenReturn(false);

        assertThat(run("work-off-inbox", null).getException()).isNull();
        verify(inbox, times(2)).workOff();
        assertThat(run("work-off-inbox", null).getException()).isNull();

        verify(inbox, times(3)).workOff();
        assertThat(LogLines.of(log))
                .singleElement()
                .asString()
                .contains("WARN", "work-off-inbox leaves it to the next round: the database is locked");
    }
}
