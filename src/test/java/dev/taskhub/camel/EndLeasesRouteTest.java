package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;

import dev.taskhub.work.WorkDesk;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/tasks/end-leases.camel.yaml")
class EndLeasesRouteTest extends RouteTestBase {

    @MockitoBean(name = "workDesk")
    WorkDesk work;

    @Test
    void endsTheLeasesThatHaveRunOut() {
        assertThat(run("end-leases", null).getException()).isNull();

        verify(work).endLeases();
    }
}
