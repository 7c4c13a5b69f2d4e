package dev.taskhub.comment;

/** The reader of a remote's comments, which knows whether all that were there when the hub met it have been read. */
public interface CommentListing {

    /** The remote's system. */
    String system();

    /** Whether everything there has been read once, or is not to be read. */
    boolean hasReadComments();
}
