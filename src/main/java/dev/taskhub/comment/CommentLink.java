package dev.taskhub.comment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * That a comment in an outside system is one of ours, with its base: what it last said there, in that system's terms.
 *
 * @param externalId its id there; while CREATING, the one it is to be made under
 * @param itemId the task's item that it is on
 * @param made whether the hub wrote it there, and not a person
 * @param own whether the hub may change it
 * @param base {@code null} while CREATING
 * @param sent what was sent and has not been answered yet, in the order it was sent: seen there, it is our own
 * @param remoteVersion the system's own version, a whole number that grows, or {@code null}
 * @param writtenAt when the hub last wrote it there, or learned that it is gone, in whole milliseconds, or {@code null}
 */
record CommentLink(
        String system,
        String container,
        String externalId,
        String itemId,
        String commentId,
        State state,
        boolean made,
        boolean own,
        String base,
        List<String> sent,
        String remoteVersion,
        Instant writtenAt) {

    enum State {
        CREATING,
        LINKED,
        DELETED
    }

    /** The place of a comment within all systems. */
    record Key(String system, String container, String externalId) {}

    /** The link of a comment that a person wrote there. */
    static CommentLink of(ShownComment shown, String commentId) {
        return new CommentLink(
                shown.system(),
                shown.container(),
                shown.externalId(),
                shown.itemId(),
                commentId,
                State.LINKED,
                false,
                shown.own(),
                shown.text(),
                List.of(),
                shown.version(),
                null);
    }

    /** The link of a comment that is yet to be made there. */
    static CommentLink none(CommentOutgoing outgoing) {
        return new CommentLink(
                outgoing.system(),
                outgoing.container(),
                outgoing.externalId(),
                outgoing.itemId(),
                outgoing.commentId(),
                State.CREATING,
                true,
                true,
                null,
                List.of(),
                null,
                null);
    }

    Key key() {
        return new Key(system, container, externalId);
    }

    /** What the comment said there before what is shown now, as far as the hub can know; {@code null} when it cannot. */
    String known() {
        if (state != State.CREATING) {
            return base;
        }
        return sent.size() == 1 ? sent.get(0) : null;
    }

    /**
     * Whether the comment shows nothing new: what it said last, or what the hub wrote there. In a later version it may say again
     * what it said before the hub wrote: then somebody has taken that back.
     */
    boolean expects(ShownComment shown) {
        return sent.contains(shown.text())
                || shown.text().equals(base) && (sent.isEmpty() || !isBehind(shown.version()));
    }

    /** The version that the comment has there when nobody but the hub has written it since; {@code null} where there is none. */
    String expectedVersion() {
        if (state != State.CREATING || sent.isEmpty()) {
            return remoteVersion;
        }
        return Long.toString(remoteVersion == null ? 1 : Long.parseLong(remoteVersion) + 1);
    }

    /** Whether this stands for a later state than {@code version}; of an unknown version nobody knows. */
    boolean isAheadOf(String version) {
        return compare(version) > 0;
    }

    /** Whether {@code version} stands for a later state than this. */
    boolean isBehind(String version) {
        return compare(version) < 0;
    }

    private int compare(String version) {
        return version == null || remoteVersion == null
                ? 0
                : Long.compare(Long.parseLong(remoteVersion), Long.parseLong(version));
    }

    /** Whether what the system was asked for at {@code askedAt} is old: the hub has written it since, or knows it is gone. */
    boolean isWrittenSince(Instant askedAt) {
        return writtenAt != null && askedAt != null && !millis(askedAt).isAfter(writtenAt);
    }

    /** This link when the comment is seen there; what was sent before what is seen does not arrive any more. */
    CommentLink seen(ShownComment shown) {
        var underWay = List.copyOf(sent.subList(sent.indexOf(shown.text()) + 1, sent.size()));
        return at(shown.externalId(), itemId)
                .as(State.LINKED, made, shown.own(), shown.text(), underWay, latest(shown.version()), writtenAt);
    }

    /** This link of a comment that is not there, when {@code text} goes out at {@code time} to be made on {@code item}. */
    CommentLink creating(String item, String text, Instant time) {
        return at(externalId, item).as(State.CREATING, true, true, null, with(text), remoteVersion, millis(time));
    }

    /** The link of the comment that is to take the place of this one, which is gone. */
    CommentLink again(boolean underNewId) {
        return at(underNewId ? commentId : externalId, itemId)
                .as(State.CREATING, true, true, null, List.of(), underNewId ? null : remoteVersion, writtenAt);
    }

    /** This link when {@code text} goes out at {@code time}. */
    CommentLink sending(String text, Instant time) {
        return as(state, made, own, base, with(text), remoteVersion, millis(time));
    }

    /** This link when the system has refused what was on its way. */
    CommentLink refused() {
        return as(state, made, own, base, List.of(), remoteVersion, writtenAt);
    }

    /** This link when the hub learns at {@code time} that the comment is gone there. */
    CommentLink gone(String version, Instant time) {
        return as(State.DELETED, made, own, base, List.of(), latest(version), millis(time));
    }

    /** This link when the system has answered at {@code time}, and both sides agree that it says {@code text}. */
    CommentLink written(CommentWritten write, String text, Instant time) {
        return at(write.externalId(), write.outgoing().itemId())
                .as(State.LINKED, made, true, text, List.of(), latest(write.version()), millis(time));
    }

    /** This link, as that of what the hub made of another comment. */
    CommentLink copyOf(String originalId) {
        return new CommentLink(
                system,
                container,
                externalId,
                itemId,
                originalId,
                state,
                true,
                own,
                base,
                sent,
                remoteVersion,
                writtenAt);
    }

    private CommentLink at(String newExternalId, String newItemId) {
        return new CommentLink(
                system,
                container,
                newExternalId,
                newItemId,
                commentId,
                state,
                made,
                own,
                base,
                sent,
                remoteVersion,
                writtenAt);
    }

    private CommentLink as(
            State newState,
            boolean newMade,
            boolean newOwn,
            String newBase,
            List<String> newSent,
            String version,
            Instant time) {
        return new CommentLink(
                system,
                container,
                externalId,
                itemId,
                commentId,
                newState,
                newMade,
                newOwn,
                newBase,
                newSent,
                version,
                time);
    }

    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    private String latest(String version) {
        return version == null ? remoteVersion : version;
    }

    private List<String> with(String text) {
        return Stream.concat(sent.stream().filter(other -> !other.equals(text)), Stream.of(text))
                .toList();
    }
}
