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
 * @param answeredAt when the system last answered a write of the hub, in whole milliseconds, or {@code null}
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
        Instant answeredAt) {

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

    /** Whether {@code text} is nothing new: what the system showed last, or what the hub wrote there. */
    boolean expects(String text) {
        return text.equals(base) || sent.contains(text);
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

    /** Whether the system has answered a write of the hub since it was asked: what it showed may be old. */
    boolean isAnsweredSince(Instant askedAt) {
        return answeredAt != null
                && askedAt != null
                && !askedAt.truncatedTo(ChronoUnit.MILLIS).isAfter(answeredAt);
    }

    /** This link when the comment is seen there; what was sent before what is seen does not arrive any more. */
    CommentLink seen(ShownComment shown) {
        var underWay = sent.subList(sent.indexOf(shown.text()) + 1, sent.size());
        return new CommentLink(
                system,
                container,
                shown.externalId(),
                itemId,
                commentId,
                State.LINKED,
                made,
                shown.own(),
                shown.text(),
                List.copyOf(underWay),
                latest(shown.version()),
                answeredAt);
    }

    /** This link when {@code text} is on its way, so that the comment is made on {@code item}. */
    CommentLink creating(String item, String text) {
        return creating(item, state == State.CREATING ? with(text) : List.of(text));
    }

    /** This link when the comment is to be made there anew. */
    CommentLink remade() {
        return creating(itemId, List.of());
    }

    private CommentLink creating(String item, List<String> texts) {
        return new CommentLink(
                system,
                container,
                externalId,
                item,
                commentId,
                State.CREATING,
                true,
                true,
                null,
                texts,
                remoteVersion,
                answeredAt);
    }

    /** This link when {@code text} is on its way. */
    CommentLink sending(String text) {
        return as(state, base, with(text), remoteVersion, answeredAt);
    }

    /** This link when the system has refused what was on its way. */
    CommentLink refused() {
        return as(state, base, List.of(), remoteVersion, answeredAt);
    }

    /** This link when the comment is gone there. */
    CommentLink gone(String version) {
        return as(State.DELETED, base, List.of(), latest(version), answeredAt);
    }

    /** This link when the system has answered at {@code time} that it deleted the comment. */
    CommentLink deleted(String version, Instant time) {
        return as(State.DELETED, base, List.of(), latest(version), time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** This link when the system has answered at {@code time}, and both sides agree that it says {@code text}. */
    CommentLink written(CommentWritten write, String text, Instant time) {
        return new CommentLink(
                system,
                container,
                write.externalId(),
                write.outgoing().itemId(),
                commentId,
                State.LINKED,
                made,
                true,
                text,
                List.of(),
                latest(write.version()),
                time.truncatedTo(ChronoUnit.MILLIS));
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
                answeredAt);
    }

    private CommentLink as(State newState, String newBase, List<String> newSent, String version, Instant time) {
        return new CommentLink(
                system, container, externalId, itemId, commentId, newState, made, own, newBase, newSent, version, time);
    }

    private String latest(String version) {
        return version == null ? remoteVersion : version;
    }

    private List<String> with(String text) {
        return Stream.concat(sent.stream().filter(other -> !other.equals(text)), Stream.of(text))
                .toList();
    }
}
