package dev.taskhub.remote;

/** A remote refused what was asked for; repeating the same call will not help. The message says why and what to do. */
public class RemoteRefused extends RuntimeException {

    private final int status;
    private final String type;

    /**
     * @param status the HTTP status code
     * @param type the remote's own name for the error, such as {@code INVALID_VALUE_FOR_COLUMN}; never {@code null}
     */
    public RemoteRefused(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }
}
