package dev.taskhub.mcp;

import java.util.Map;
import java.util.function.Function;

/** What some of the tools of {@code mcp/tools.yaml} do. */
interface ToolGroup {

    /**
     * By the tool's name: from a call to its result, which keeps to the tool's output schema. A call that cannot be carried out
     * throws what its caller can read.
     */
    Map<String, Function<ToolCall, Map<String, Object>>> tools();
}
