package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.taskhub.plan.PlanFollower;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MockEndpointsAndSkip("seda:.*")
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/tasks/follow-plans.camel.yaml")
class FollowPlansRouteTest extends RouteTestBase {

    @MockitoBean(name = "planFollower")
    PlanFollower follower;

    @Test
    void hasTheDashboardWrittenWhenPlansChanged() {
        when(follower.follow()).thenReturn(true);

        assertThat(run("follow-plans", null).getException()).isNull();

        assertThat(mock("seda:write-dashboard").getReceivedExchanges()).hasSize(1);
    }

    @Test
    void leavesTheDashboardAsItIsOtherwise() {
        when(follower.follow()).thenReturn(false);

        run("follow-plans", null);

        assertThat(mock("seda:write-dashboard").getReceivedExchanges()).isEmpty();
    }

    @Test
    void leavesItToTheNextRoundWhenTheDatabaseIsBusy() {
        when(follower.follow()).thenThrow(new CannotAcquireLockException("the database is locked"));

        assertThat(run("follow-plans", null).getException()).isNull();
    }
}
