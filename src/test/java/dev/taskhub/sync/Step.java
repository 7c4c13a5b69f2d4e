package dev.taskhub.sync;

/** One thing that happens in a {@link World}; the numbers choose among what is there at that time. */
record Step(Kind kind, int a, int b, int c) {

    enum Kind {
        CREATE,
        EDIT,
        DELETE,
        RESTORE,
        DUPLICATE,
        LIST_TODO,
        EDIT_IN_HUB,
        HEAR,
        HEAR_TWICE,
        MISS,
        POLL,
        SEND,
        SEND_AND_LOSE_THE_ANSWER,
        SEND_IN_VAIN,
        SEND_AND_WAIT,
        HEAR_THE_ANSWER,
        RESOLVE,
        REPAIR,
        TURN_BACK,
        PASS_TIME
    }
}
