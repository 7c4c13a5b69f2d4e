package dev.taskhub.remote;

/** A remote answered that it failed, and not why: it may be out of order, or it may never take this one call. */
public class RemoteUnexplained extends RemoteUnavailable {

    private final int status;

    /** @param status the HTTP status code */
    public RemoteUnexplained(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
