package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;

import dev.taskhub.sync.FirstContact;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/tasks/make-first-contact.camel.yaml")
class MakeFirstContactRouteTest extends RouteTestBase {

    @MockitoBean(name = "firstContact")
    FirstContact contact;

    @Test
    void looksForWhatIsTheSame() {
        assertThat(run("make-first-contact", null).getException()).isNull();

        verify(contact).look();
    }
}
