package dev.taskhub.remote;

/** A remote does not know (any more) what the call names: for a deletion that is as good as done. */
public class RemoteUnknown extends RemoteRefused {

    public RemoteUnknown(int status, String type, String message) {
        super(status, type, message);
    }
}
