package dev.taskhub.comment;

/** How a comment reads in one system; implemented by the subject that knows the system. */
public interface CommentTerms {

    String system();

    /**
     * The comment's text as the system shows it.
     *
     * @param made whether the hub writes it there, so that the system does not show who really wrote it
     */
    String inSystem(Comment comment, boolean made);

    /** The hub's text of the comment when the system shows {@code text}: what {@link #inSystem} added is taken off. */
    String inHub(Comment comment, boolean made, String text);

    /**
     * Whether the system gives comments ids of its own, keeps each on the item it was written on, and takes any write over an
     * edit nobody told of, so that it has to be looked at before. Otherwise the hub chooses the ids and expects a version.
     */
    boolean hasToBeReadFirst();
}
