package dev.taskhub.mcp;

/** A message that cannot be answered with a result. */
final class RpcFault extends RuntimeException {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;

    private final int status;
    private final int code;
    private final transient Object data;

    RpcFault(int status, int code, String message) {
        this(status, code, message, null);
    }

    RpcFault(int status, int code, String message, Object data) {
        super(message);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    /** Of HTTP. */
    int status() {
        return status;
    }

    /** Of JSON-RPC. */
    int code() {
        return code;
    }

    /** More of it, or {@code null}. */
    Object data() {
        return data;
    }
}
