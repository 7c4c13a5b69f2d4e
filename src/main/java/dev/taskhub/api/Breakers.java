package dev.taskhub.api;

import java.util.Map;

/** Which remotes are left alone for a while because calls to them kept failing. */
public interface Breakers {

    /** By system: {@code CLOSED} (calls go out), {@code OPEN} (none does) or {@code HALF_OPEN} (a few try). */
    Map<String, String> states();
}
