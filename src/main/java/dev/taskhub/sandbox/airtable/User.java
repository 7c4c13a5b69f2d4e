package dev.taskhub.sandbox.airtable;

import java.util.Map;

/** The one user behind every token. */
final class User {

    static final String ID = "usrSANDBOX0000000";
    private static final String MAIL = "sandbox@example.com";
    private static final String NAME = "Sandbox User";

    private User() {}

    static Map<String, Object> inPayloads() {
        return Json.of("id", ID, "email", MAIL, "permissionLevel", "create", "name", NAME);
    }

    static Map<String, Object> asCollaborator() {
        return Json.of("id", ID, "email", MAIL, "name", NAME);
    }

    static Map<String, Object> asMention() {
        return Json.of("type", "user", "id", ID, "displayName", NAME, "email", MAIL);
    }
}
