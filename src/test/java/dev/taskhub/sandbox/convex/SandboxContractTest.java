package dev.taskhub.sandbox.convex;

import static org.springframework.test.web.servlet.setup.MockMvcBuilders.standaloneSetup;

import dev.taskhub.remote.RemoteAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The imitation keeps the contract of the real functions, which {@link ConvexKitIT} holds against it too. */
class SandboxContractTest extends SyncKitContract {

    private final MockMvc mvc =
            standaloneSetup(new ConvexController(new TestDeployment().sandbox)).build();

    @Override
    RemoteAnswer post(String path, String body, String authorization) throws Exception {
        var request = MockMvcRequestBuilders.post("/sandbox/convex" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        var response = mvc.perform(request).andReturn().getResponse();
        return new RemoteAnswer(response.getStatus(), Map.of(), response.getContentAsString(StandardCharsets.UTF_8));
    }
}
