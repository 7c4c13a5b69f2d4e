package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taskhub.sandbox.convex.ConvexFunction.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Convex's HTTP function API over the imitated deployment. A function that fails is answered 200 with {@code status: "error"};
 * only what goes wrong beside the function has a status of its own.
 */
@RestController
@RequestMapping("/sandbox/convex")
@Profile({"sandbox", "sandbox-only"})
class ConvexController {

    private final ConvexSandbox deployment;

    ConvexController(ConvexSandbox deployment) {
        this.deployment = deployment;
    }

    @PostMapping("/api/{kind:query|mutation|action}")
    ResponseEntity<String> call(@PathVariable String kind, HttpServletRequest request) throws IOException {
        ConvexRequest call = ConvexRequest.of(ConvexRequest.body(request), null);
        return json(200, run(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), call, request));
    }

    @GetMapping("/api/query")
    ResponseEntity<String> query(
            @RequestParam String path,
            @RequestParam String args,
            @RequestParam(required = false) String format,
            HttpServletRequest request) {
        ConvexRequest.checkClient(request);
        ConvexRequest call = new ConvexRequest(ConvexRequest.checked(path), ConvexRequest.parse(args), format);
        return json(200, run(Kind.QUERY, call, request));
    }

    @PostMapping("/api/run/**")
    ResponseEntity<String> runNamed(HttpServletRequest request) throws IOException {
        JsonNode body = ConvexRequest.body(request);
        String uri = request.getRequestURI();
        String named = URLDecoder.decode(
                uri.substring(uri.indexOf("/api/run/") + "/api/run/".length()), StandardCharsets.UTF_8);
        int end = named.lastIndexOf('/');
        if (end < 0) {
            throw new RequestRefused(
                    400,
                    "MissingIdentifier",
                    "Path or function name not provided in path, e.g. /api/run/messages/list");
        }
        String path = named.substring(0, end) + ":" + named.substring(end + 1);
        return json(200, run(null, ConvexRequest.of(body, path), request));
    }

    @PostMapping("/api/function")
    ResponseEntity<String> function(HttpServletRequest request) throws IOException {
        JsonNode body = ConvexRequest.body(request);
        if (!Credentials.caller(request).admin()) {
            throw new RequestRefused(
                    403,
                    "BadDeployKey",
                    "The provided deploy key was invalid for this deployment. Double check that the environment this "
                            + "key was generated for matches the desired deployment.");
        }
        return json(200, run(null, ConvexRequest.of(body, null), request));
    }

    @PostMapping("/api/query_batch")
    ResponseEntity<String> queryBatch(HttpServletRequest request) throws IOException {
        List<ConvexRequest> calls = new ArrayList<>();
        ConvexRequest.body(request).path("queries").forEach(each -> calls.add(ConvexRequest.of(each, null)));
        calls.forEach(call -> ValueFormat.named(call.format()));
        List<Object> results = deployment.atOneTime(
                () -> calls.stream().map(call -> run(Kind.QUERY, call, request)).toList());
        return json(200, Map.of("results", results));
    }

    @GetMapping(
            path = {"/version", "/instance_version", "/instance_name"},
            produces = MediaType.TEXT_PLAIN_VALUE)
    String name() {
        return "sandbox";
    }

    @GetMapping(
            path = {"", "/"},
            produces = MediaType.TEXT_PLAIN_VALUE)
    String root() {
        return "This Convex deployment is running. See https://docs.convex.dev/.";
    }

    @ExceptionHandler
    ResponseEntity<String> refused(RequestRefused refused) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", refused.code());
        body.put("message", refused.getMessage());
        return json(refused.status(), body);
    }

    private Object run(Kind kind, ConvexRequest call, HttpServletRequest request) {
        Caller caller = Credentials.caller(request);
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            Object value = deployment.run(kind, call.path(), call.args(), caller);
            answer.put("status", "success");
            answer.put("value", ValueFormat.named(call.format()).export(value));
        } catch (ConvexError error) {
            answer.put("status", "error");
            answer.put("errorMessage", errorMessage(request, error.getMessage()));
            answer.put("errorData", ValueFormat.named(call.format()).export(error.data()));
        } catch (FunctionFailed failed) {
            ValueFormat.named(call.format());
            answer.put("status", "error");
            answer.put("errorMessage", errorMessage(request, failed.getMessage()));
        }
        return answer;
    }

    private String errorMessage(HttpServletRequest request, String text) {
        String prefix = "[Request ID: " + ConvexRequest.id(request) + "] Server Error";
        return deployment.redacts() ? prefix : prefix + "\n" + text + "\n";
    }

    private static ResponseEntity<String> json(int status, Object body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(ValueFormat.text(body));
    }
}
