package dev.taskhub.camel;

/** A message at a door has more bytes than a door takes. */
class MessageTooLarge extends RuntimeException {

    MessageTooLarge(int limit) {
        super("the body has more than " + limit + " bytes");
    }
}
