package dev.taskhub.sandbox.convex;

import static dev.taskhub.sandbox.convex.TestDeployment.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The frames of the live protocol. */
class SyncSessionTest {

    private static final String ZERO = "{'querySet':0,'identity':0,'ts':'AAAAAAAAAAA='}";
    private static final String WATCH_HEAD =
            "{'type':'ModifyQuerySet','baseVersion':0,'newVersion':1,'modifications':[{'type':'Add','queryId':7,"
                    + "'udfPath':'hubSync:head','args':[{}]}]}";

    private final TestDeployment deployment = new TestDeployment();
    private final List<JsonNode> frames = new ArrayList<>();
    private final SyncSession session =
            new SyncSession(deployment.sandbox, frame -> frames.add(new ObjectMapper().valueToTree(frame)));

    @Test
    void sendsAWatchedQuerysResultWithTheNewVersion() {
        authenticate();
        take(WATCH_HEAD);

        JsonNode transition = frames.get(1);
        assertThat(transition.path("type").asText()).isEqualTo("Transition");
        assertThat(transition.at("/startVersion/identity").asInt()).isEqualTo(1);
        assertThat(transition.at("/endVersion/querySet").asInt()).isEqualTo(1);
        assertThat(transition.at("/modifications/0/type").asText()).isEqualTo("QueryUpdated");
        assertThat(transition.at("/modifications/0/queryId").asInt()).isEqualTo(7);
        assertThat(transition.at("/modifications/0/value").asText()).isEqualTo("0");
    }

    @Test
    void startsFromVersionZero() {
        take("{'type':'Connect','sessionId':'s','connectionCount':0,'lastCloseReason':'InitialConnect','clientTs':1}");
        take("{'type':'ModifyQuerySet','baseVersion':0,'newVersion':1,'modifications':[]}");

        assertThat(frames).hasSize(1);
        assertThat(frames.get(0).path("startVersion")).isEqualTo(json(ZERO));
    }

    @Test
    void tellsOfAChangeOnceAndStartsWhereTheLastTransitionEnded() {
        authenticate();
        take(WATCH_HEAD);
        session.refresh();
        assertThat(frames).as("nothing has changed").hasSize(2);

        deployment.upsert("{'externalId': 'a', 'title': 'A'}");
        session.refresh();
        session.refresh();

        assertThat(frames).hasSize(3);
        assertThat(frames.get(2).path("startVersion")).isEqualTo(frames.get(1).path("endVersion"));
        assertThat(frames.get(2).at("/modifications/0/value").asText()).isEqualTo("1772359200123456000");
    }

    @Test
    void watchesNoMoreWhatWasRemoved() {
        authenticate();
        take(WATCH_HEAD);
        take(
                "{'type':'ModifyQuerySet','baseVersion':1,'newVersion':2,'modifications':[{'type':'Remove','queryId':7}]}");
        deployment.upsert("{'externalId': 'a', 'title': 'A'}");
        session.refresh();

        assertThat(frames).hasSize(3);
        assertThat(frames.get(2).path("modifications")).isEqualTo(json("[{'type':'QueryRemoved','queryId':7}]"));
    }

    @Test
    void hidesTheKitsFunctionsFromAClientWithoutAKey() {
        take(WATCH_HEAD);

        assertThat(frames.get(0).at("/modifications/0/type").asText()).isEqualTo("QueryFailed");
        assertThat(frames.get(0).at("/modifications/0/errorMessage").asText())
                .startsWith("Could not find public function for 'hubSync:head'");
    }

    @Test
    void endsWithAnErrorOnAWrongKey() {
        assertThat(take("{'type':'Authenticate','baseVersion':0,'tokenType':'Admin','value':'other|key'}"))
                .contains("The provided admin key was invalid for this instance");
        assertThat(frames.get(0).path("type").asText()).isEqualTo("AuthError");
    }

    @Test
    void endsWithAnErrorWhenTheClientLosesCount() {
        assertThat(take("{'type':'ModifyQuerySet','baseVersion':3,'newVersion':4,'modifications':[]}"))
                .hasValueSatisfying(error -> assertThat(error).contains("BaseVersionMismatch"));
        assertThat(frames.get(0).path("type").asText()).isEqualTo("FatalError");
    }

    @Test
    void answersAMutationAndThenWhatItChanged() {
        authenticate();
        take(WATCH_HEAD);
        take("{'type':'Mutation','requestId':5,'udfPath':'tasks:create','args':[{'title':'A','status':'todo'}]}");
        take("{'type':'Mutation','requestId':6,'udfPath':'tasks:remove','args':[{'externalId':'nobody'}]}");

        assertThat(frames)
                .extracting(frame -> frame.path("type").asText())
                .containsExactly("Transition", "Transition", "MutationResponse", "Transition", "MutationResponse");
        assertThat(frames.get(2).path("success").asBoolean()).isTrue();
        assertThat(frames.get(2).path("requestId").asInt()).isEqualTo(5);
        assertThat(frames.get(2).path("ts")).isEqualTo(frames.get(3).at("/endVersion/ts"));
        assertThat(frames.get(4).path("success").asBoolean()).isFalse();
        assertThat(frames.get(4).at("/errorData/code").asText()).isEqualTo("NOT_FOUND");
    }

    private void authenticate() {
        take("{'type':'Authenticate','baseVersion':0,'tokenType':'Admin','value':'sandbox|key'}");
    }

    private Optional<String> take(String frame) {
        return session.take(json(frame));
    }
}
