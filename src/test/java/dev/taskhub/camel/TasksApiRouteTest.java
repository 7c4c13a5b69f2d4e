package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.when;

import dev.taskhub.api.TasksApi;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** A door of the task list: what reaches it from a request of anna's, who knows version 3 and names the request k1. */
@ContextConfiguration(classes = ApiAnswers.class)
abstract class TasksApiRouteTest extends ApiRouteTest {

    static final Map<String, Object> BODY = Map.of("title", "Ship it");
    static final Map<String, Object> TASK = Map.of("alias", "T-12", "version", 4L, "title", "Ship it");

    @MockitoBean(name = "tasksApi")
    TasksApi tasks;

    @MockitoBean(name = "apiRequests")
    ApiRequests requests;

    @BeforeEach
    void request() throws Exception {
        doAnswer(noted -> {
                    Exchange exchange = noted.getArgument(0);
                    exchange.setVariable("caller", "anna");
                    exchange.setVariable("ifMatch", "3");
                    exchange.setVariable("idempotencyKey", "k1");
                    return null;
                })
                .when(requests)
                .note(any());
        when(requests.body(any())).thenReturn(BODY);
    }

    /** The task is answered, with its version. */
    void assertTagged(String... headers) {
        assertThat(mock("direct:answer-json").getReceivedExchanges())
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.getMessage().getBody()).isEqualTo(TASK);
                    assertThat(answer.getMessage().getHeaders())
                            .containsEntry("ETag", "\"4\"")
                            .containsOnlyKeys(headers);
                });
    }
}
