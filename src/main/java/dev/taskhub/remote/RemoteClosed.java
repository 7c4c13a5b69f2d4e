package dev.taskhub.remote;

/**
 * A remote refuses whatever is asked for, because of the token, its rights, the address or the quota: it says nothing of
 * the item in question, and an operator can mend it.
 */
public class RemoteClosed extends RemoteRefused {

    public RemoteClosed(int status, String type, String message) {
        super(status, type, message);
    }
}
