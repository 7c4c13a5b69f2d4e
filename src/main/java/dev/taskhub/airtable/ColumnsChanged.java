package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteUnavailable;

/** AirTable does not know a column by the name the hub used: the columns have to be read anew before the next call. */
public final class ColumnsChanged extends RemoteUnavailable {

    public ColumnsChanged(String message) {
        super(message);
    }
}
