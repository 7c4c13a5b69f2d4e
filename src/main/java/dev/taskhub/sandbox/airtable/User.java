package dev.taskhub.sandbox.airtable;

import java.util.Map;
import java.util.stream.Stream;

/** Who is behind a token: somebody at AirTable's own pages behind {@code patByHand}, one user behind all others. */
record User(String id, String mail, String name) {

    static final String ID = "usrSANDBOX0000000";

    static final User SANDBOX = new User(ID, "sandbox@example.com", "Sandbox User");

    private static final User BY_HAND = new User("usrBYHAND00000000", "hand@example.com", "Hanna Byhand");
    private static final String BY_HANDS_TOKEN = "Bearer patByHand";

    /** The user of a request with this header. */
    static User of(String authorization) {
        return isByHand(authorization) ? BY_HAND : SANDBOX;
    }

    /** The user of this id; {@code null} is whoever wrote when nobody was told apart. */
    static User withId(String id) {
        return Stream.of(SANDBOX, BY_HAND)
                .filter(user -> user.id.equals(id))
                .findFirst()
                .orElse(SANDBOX);
    }

    static boolean isByHand(String authorization) {
        return BY_HANDS_TOKEN.equalsIgnoreCase(authorization);
    }

    Map<String, Object> inPayloads() {
        return Json.of("id", id, "email", mail, "permissionLevel", "create", "name", name);
    }

    Map<String, Object> asCollaborator() {
        return Json.of("id", id, "email", mail, "name", name);
    }

    Map<String, Object> asMention() {
        return Json.of("type", "user", "id", id, "displayName", name, "email", mail);
    }
}
