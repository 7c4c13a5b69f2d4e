package dev.taskhub.mapping;

/**
 * How the values of one column become hub values and back. Values are never {@code null} on the way in; a result of
 * {@code null} means empty, and {@link #NONE} that the value has no counterpart.
 */
interface Column {

    /** Stands for a value without counterpart. */
    Object NONE = new Object();

    /** The normal form of a value of the system's; {@link #NONE} when it makes no sense in this column. */
    Object normalise(Object raw);

    /** The hub's value for one that {@link #normalise} gave; never {@code null}. */
    Object toHub(Object normal);

    /** The column's value, in normal form, for one of the hub's. */
    Object toRemote(Object hub);

    /** What the column takes, to follow the words "is not": {@code a number}. */
    String expected();

    /** What an empty column says to the hub. */
    default Object whenEmpty() {
        return null;
    }
}
