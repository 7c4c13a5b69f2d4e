package dev.taskhub.convex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.remote.RemoteUnknown;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Reads what Convex answered to a function call. A function that fails answers 200 with {@code status: "error"}; only {@code
 * errorData}, which a thrown ConvexError carries, can be told apart by a machine, since production deployments hide all other
 * text.
 */
@Component
public final class ConvexAnswers {

    private static final String KEY_HINT = "set CONVEX_DEPLOY_KEY to a deploy key of the deployment at CONVEX_URL";
    private static final String DEPLOYED =
            "the sync kit of this version (folder convex/), or the app that taskhub.convex.adapter names";
    private static final Map<String, String> HINTS = Map.of(
            ConvexRefused.VERSION_CONFLICT,
            "it changed there since it was last read: read it, merge, send again",
            "VALIDATION",
            "check the columns and values of config/convex.yaml",
            "TOO_MANY_ITEMS",
            "send smaller batches",
            "UNAUTHENTICATED",
            KEY_HINT,
            "FORBIDDEN",
            KEY_HINT);
    private static final Set<String> CLOSED = Set.of("UNAUTHENTICATED", "FORBIDDEN");

    /** Control characters, and what else ends a line. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

    private static final int TOO_LARGE = 413;

    private final ObjectMapper json = new ObjectMapper();
    private final Clock clock;

    public ConvexAnswers(Clock clock) {
        this.clock = clock;
    }

    /**
     * The value the function returned: {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} or {@code
     * null}.
     *
     * @throws RemoteUnknown when the kit does not know the task
     * @throws ConvexRefused when the kit refused the call with a code of its own
     * @throws RemoteClosed when Convex refuses every call: the key is not valid, or there is no deployment
     * @throws RemoteRefused when Convex would refuse the same call again
     * @throws RemoteUnexplained when a function failed without saying why: the deployment may be paused or over its plan, or
     *     one of the values too large for it
     * @throws RemoteUnavailable when the same call may succeed later, or when the answer is not Convex's, or not whole
     */
    public Object value(RemoteAnswer answer) {
        if (!answer.isSuccess()) {
            throw requestFailed(answer);
        }
        JsonNode body = tree(answer.body());
        return switch (body.path("status").asText()) {
            case "success" -> json.convertValue(body.path("value"), Object.class);
            case "error" -> throw functionFailed(answer.status(), body);
            default -> throw new RemoteUnavailable(
                    "Convex's answer is cut off or not from a deployment: \"" + start(answer.body())
                            + "\". If this stays, check CONVEX_URL (it ends in .convex.cloud, not .convex.site)");
        };
    }

    private RuntimeException requestFailed(RemoteAnswer answer) {
        JsonNode body = tree(answer.body());
        String code = body.path("code").asText("HTTP" + answer.status());
        String message = oneLine("Convex answered " + answer.status() + " " + code + ": "
                + body.path("message").asText(start(answer.body())));
        int status = answer.status();
        if (status == 408 || status == 429 || status >= 500) {
            return new RemoteUnavailable(
                    message, answer.retryAfter(clock.instant()).orElse(Duration.ZERO));
        }
        if (status < 400 || (!body.path("code").isTextual() && status != TOO_LARGE)) {
            // Convex does not redirect and names every error; what a proxy answers says nothing of the call.
            return new RemoteUnavailable(message + "; if this stays, check CONVEX_URL, the deployment's own address");
        }
        if (status == 401 || status == 403) {
            return new RemoteClosed(status, code, message + "; " + KEY_HINT);
        }
        if (status == 404) {
            return new RemoteClosed(status, code, message + "; check CONVEX_URL, the deployment's own address");
        }
        return new RemoteRefused(status, code, message);
    }

    private RuntimeException functionFailed(int status, JsonNode body) {
        String text = oneLine(body.path("errorMessage").asText());
        JsonNode data = body.path("errorData");
        if (data.isMissingNode()) {
            return unexplained(status, text);
        }
        String code = data.path("code").asText(data.path("paginationError").asText("ConvexError"));
        String message =
                oneLine("Convex refused: " + code + " " + data.path("message").asText(data.toString()));
        if (code.equals("RETRY_LATER")) {
            return new RemoteUnavailable(message);
        }
        String externalId = data.path("externalId").asText(null);
        String about = externalId == null ? "" : " (externalId " + oneLine(externalId) + ")";
        String hint = HINTS.containsKey(code) ? "; " + HINTS.get(code) : "";
        if (CLOSED.contains(code)) {
            return new RemoteClosed(status, code, message + hint);
        }
        return code.equals("NOT_FOUND")
                ? new RemoteUnknown(status, code, message + about)
                : new ConvexRefused(status, code, message + about + hint, externalId);
    }

    private static RuntimeException unexplained(int status, String text) {
        if (text.contains("ArgumentValidationError")) {
            return new RemoteRefused(
                    status,
                    "ArgumentValidationError",
                    "Convex refused the arguments: " + text + "; deploy " + DEPLOYED);
        }
        return new RemoteUnexplained(
                status,
                "Convex could not run the function: " + text
                        + ". If this stays: deploy " + DEPLOYED + ", " + KEY_HINT
                        + ", and see in the Convex dashboard whether the deployment is paused or over its plan");
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text == null ? "" : text);
        } catch (JsonProcessingException notJson) {
            return json.missingNode();
        }
    }

    private static String start(String body) {
        return body == null ? "" : oneLine(body.substring(0, Math.min(body.length(), 200)));
    }

    /** Text of others as it may stand in a line of the log: nothing in it begins a line or steers a terminal. */
    private static String oneLine(String foreign) {
        return CONTROL.matcher(foreign).replaceAll(" ").strip();
    }
}
