package dev.taskhub.sync;

/** The reader of a remote, which knows whether all that the remote held when the hub met it has been read. */
public interface FirstListing {

    /** The remote's system. */
    String system();

    /** Whether everything there has been read once. */
    boolean hasImported();
}
