package dev.taskhub.mcp;

import java.util.Map;

/** A message that cannot be answered with a result. */
final class RpcFault extends RuntimeException {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;

    /** That the door does not let the message in. */
    static final int REFUSED = -32000;

    private final int status;
    private final int code;
    private final transient Object data;
    private final Map<String, String> headers;

    RpcFault(int status, int code, String message) {
        this(status, code, message, null);
    }

    RpcFault(int status, int code, String message, Object data) {
        this(status, code, message, data, Map.of());
    }

    private RpcFault(int status, int code, String message, Object data, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.code = code;
        this.data = data;
        this.headers = headers;
    }

    RpcFault with(String header, String value) {
        return new RpcFault(status, code, getMessage(), data, Map.of(header, value));
    }

    /** Of HTTP. */
    int status() {
        return status;
    }

    /** Of JSON-RPC. */
    int code() {
        return code;
    }

    /** Of the answer. */
    Map<String, String> headers() {
        return headers;
    }

    /** More of it, or {@code null}. */
    Object data() {
        return data;
    }
}
