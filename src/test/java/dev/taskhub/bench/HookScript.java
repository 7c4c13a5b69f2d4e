package dev.taskhub.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * How long Claude Code waits for the plugin's hook script, from its start to its exit: with a hub, and with none.
 * One hook after the other, as in a session.
 */
public final class HookScript {

    private static final int CALLS = Integer.getInteger("calls", 200);
    private static final int WARM_UP = 50;
    private static final String TOKEN = "bench-token";

    private final Path folder = Files.createTempDirectory("taskhub-hooks-");
    private int number;

    private HookScript() throws IOException {}

    public static void main(String[] args) throws Exception {
        Machine.print();
        var bench = new HookScript();
        try (var hub = HubProcess.start("taskhub.security.token=" + TOKEN)) {
            String url = "http://127.0.0.1:" + hub.port();
            bench.measure(WARM_UP, "Stop", url);
            print("that tell a hub of the end of a turn", bench.measure(CALLS, "Stop", url));
            // The hub answers once the items are tasks, or after taskhub.claude.tell-within.
            print("that tell it of a todo list", bench.measure(CALLS, "PostToolUse", url));
        }
        print("without a hub", bench.measure(CALLS, "Stop", "http://127.0.0.1:1"));
        FileSystemUtils.deleteRecursively(bench.folder);
        Machine.print();
    }

    private static void print(String what, Latencies latencies) {
        System.out.printf(Locale.ROOT, "%d hook scripts %s: %s%n", CALLS, what, latencies);
    }

    private Latencies measure(int calls, String name, String url) throws Exception {
        var latencies = new Latencies();
        var event = Files.createTempFile(folder, "event", ".json").toFile();
        for (int i = 0; i < calls; i++) {
            Files.writeString(event.toPath(), "Stop".equals(name) ? turn(++number) : list(++number));
            long start = System.nanoTime();
            run(event, name, url);
            latencies.add(System.nanoTime() - start);
        }
        return latencies;
    }

    private void run(File event, String name, String url) throws Exception {
        var builder = new ProcessBuilder("sh", "claude-code/taskhub/hooks/hook.sh", name)
                .redirectInput(event)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        folder.toString(),
                        "CLAUDE_PLUGIN_DATA",
                        folder.resolve("data").toString(),
                        "CLAUDE_PLUGIN_OPTION_URL",
                        url,
                        "CLAUDE_PLUGIN_OPTION_TOKEN",
                        TOKEN));
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IOException("the hook script ended with " + code);
        }
    }

    private static String turn(int number) {
        return "{\"session_id\": \"bench\", \"hook_event_name\": \"Stop\", \"last_assistant_message\": \"Table "
                + number + " is loaded.\"}";
    }

    private static String list(int number) {
        return "{\"session_id\": \"bench\", \"hook_event_name\": \"PostToolUse\", \"tool_name\": \"TodoWrite\","
                + " \"tool_use_id\": \"call-" + number + "\", \"tool_input\": {\"todos\": [{\"content\": \"Load table "
                + number
                + "\", \"status\": \"in_progress\", \"activeForm\": \"Loading it\"}]}}";
    }
}
