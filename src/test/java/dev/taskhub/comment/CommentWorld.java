package dev.taskhub.comment;

import static dev.taskhub.comment.CommentHub.AIRTABLE;
import static dev.taskhub.comment.CommentHub.BASE;
import static dev.taskhub.comment.CommentHub.CONVEX;
import static dev.taskhub.comment.CommentHub.DEPLOYMENT;

import dev.taskhub.remote.RemoteUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The hub between AirTable and Convex, driven step by step: people write, edit and delete comments in both, answers come late or
 * never, and what was read is old when it is taken in. {@link #settle} then lets everything come to rest.
 */
final class CommentWorld {

    record Step(Kind kind, int a, int b, int c) {}

    enum Kind {
        WRITE,
        EDIT,
        DELETE,
        RESTORE,
        ASK,
        TAKE_IN,
        READ,
        SEND,
        SEND_AND_LOSE_THE_ANSWER,
        SEND_IN_VAIN,
        SEND_AND_WAIT,
        HEAR_THE_ANSWER,
        LINK,
        PASS_TIME
    }

    /** A comment as it stands in a remote. */
    static final class There {
        final String id;
        final String item;
        final String author;
        final Set<String> texts = new HashSet<>();
        String text;
        Instant changed;
        long version = 1;
        boolean deleted;
        boolean byHub;

        There(String id, String item, String author) {
            this.id = id;
            this.item = item;
            this.author = author;
        }
    }

    /** What a person wrote there, as the hub would put it, or {@code null} for a deletion or a return to what was before. */
    record Edit(String system, String id, String text) {}

    /** What a record was asked for, and has yet to be taken in. */
    private record Asked(String record, List<String> expected, List<ShownComment> shown, Instant at) {}

    private static final int MOST_ROUNDS = 12;

    final CommentHub hub;
    final Map<String, There> airtable = new LinkedHashMap<>();
    final Map<String, There> convex = new LinkedHashMap<>();

    /** What people wrote there and the hub was shown. */
    final Set<String> told = new LinkedHashSet<>();

    /** The comments that people made and the hub was shown. */
    final Set<String> born = new HashSet<>();

    /** What people did, in the order they did it. */
    final List<Edit> edits = new ArrayList<>();

    /** A record by its task's row. */
    final Map<String, String> records = new LinkedHashMap<>();

    private final List<Asked> asked = new ArrayList<>();
    private final List<List<CommentWritten>> answers = new ArrayList<>();
    private final List<String> unlinked = new ArrayList<>();
    private int ids;
    private int writes;

    CommentWorld(CommentHub hub) {
        this.hub = hub;
        for (String record : List.of("rec1", "rec2", "rec3")) {
            String task = hub.taskInAirtable(record);
            records.put(task, record);
            unlinked.add(task);
        }
        hub.rowOf(unlinked.remove(0));
    }

    void take(Step step) {
        hub.clock.pass(Duration.ofMillis(37));
        boolean there = step.a() % 2 == 0;
        Map<String, There> remote = there ? airtable : convex;
        switch (step.kind()) {
            case WRITE -> write(there, step);
            case EDIT -> pick(live(remote), step.b()).ifPresent(comment -> edit(comment, there, step.c()));
            case DELETE -> pick(live(remote), step.b()).ifPresent(comment -> mark(comment, there, true));
            case RESTORE -> pick(gone(convex), step.b()).ifPresent(comment -> mark(comment, false, false));
            case ASK -> asked.add(ask(record(step.b())));
            case TAKE_IN -> {
                if (!asked.isEmpty()) {
                    takeIn(asked.remove(step.b() % asked.size()));
                }
            }
            case READ -> read(there, step.b());
            case SEND, SEND_AND_LOSE_THE_ANSWER, SEND_IN_VAIN, SEND_AND_WAIT -> send(
                    there, step.kind(), 1 + step.b() % 4);
            case HEAR_THE_ANSWER -> {
                if (!answers.isEmpty()) {
                    hub.sync.written(answers.remove(step.b() % answers.size()));
                }
            }
            case LINK -> {
                if (!unlinked.isEmpty()) {
                    hub.rowOf(unlinked.remove(0));
                }
            }
            case PASS_TIME -> hub.clock.pass(Duration.ofSeconds(1 + step.b() % 300));
        }
    }

    /** Nobody edits any more, and everything that can arrive arrives. */
    void settle() {
        while (!answers.isEmpty()) {
            hub.sync.written(answers.remove(0));
        }
        asked.forEach(this::takeIn);
        unlinked.forEach(hub::rowOf);
        for (int round = 0; !round(); round++) {
            if (round == MOST_ROUNDS) {
                throw new AssertionError("still writing after " + MOST_ROUNDS + " rounds");
            }
        }
    }

    /** Sends all that is due and reads everything; true when nothing was written and nothing waits. */
    boolean round() {
        hub.clock.pass(Duration.ofHours(1));
        int before = writes;
        for (boolean there : new boolean[] {true, false}) {
            for (int sent = 1; sent > 0; ) {
                sent = send(there, Kind.SEND, 50);
            }
            for (int i = 0; i < records.size(); i++) {
                read(there, i);
            }
        }
        return writes == before && hub.outbox.waiting() == 0;
    }

    // --- people ---

    private void write(boolean there, Step step) {
        var comment = new There(
                (there ? "com" : "row") + ++ids, there ? record(step.b()) : task(step.b()), there ? "Bob" : "Ada");
        comment.text = text(step.c());
        comment.texts.add(comment.text);
        comment.changed = hub.clock.instant();
        (there ? airtable : convex).put(comment.id, comment);
        edits.add(new Edit(there ? AIRTABLE : CONVEX, comment.id, comment.text));
    }

    /**
     * Whoever has the token's account edits what the hub wrote, and may take the author's name off; not before the hub knows
     * that it is there, because then nothing tells that it is the hub's.
     */
    private void edit(There comment, boolean there, int choice) {
        if (there
                && comment.byHub
                && !hub.links.standingOn(AIRTABLE, BASE, comment.item).contains(comment.id)) {
            return;
        }
        String text = text(choice);
        boolean keepsAuthor = there && comment.byHub && choice % 2 == 0;
        if (withoutAuthor(comment.text).equals(text)) {
            return;
        }
        comment.text = keepsAuthor ? "Ada (Convex): " + text : text;
        touch(comment);
        edits.add(new Edit(there ? AIRTABLE : CONVEX, comment.id, comment.texts.add(text) ? text : null));
    }

    private boolean isUnknown(There comment) {
        return comment.byHub
                && !hub.links.standingOn(AIRTABLE, BASE, comment.item).contains(comment.id);
    }

    private void mark(There comment, boolean there, boolean deleted) {
        if (there && isUnknown(comment)) {
            return;
        }
        comment.deleted = deleted;
        touch(comment);
        edits.add(new Edit(there ? AIRTABLE : CONVEX, comment.id, null));
    }

    private void touch(There comment) {
        comment.changed = hub.clock.instant();
        comment.version++;
    }

    private static String withoutAuthor(String text) {
        return text.replaceAll("(Ada|Bob) \\((Convex|AirTable)\\): ", "");
    }

    private String text(int choice) {
        return choice % 3 == 0 ? "+1" : "text " + ++ids + ".";
    }

    // --- what they show ---

    private void read(boolean there, int choice) {
        if (there) {
            takeIn(ask(record(choice)));
        } else {
            // The feed from its beginning, which shows what it showed already once more.
            accept(convex.values().stream().map(this::row).toList());
        }
    }

    private Asked ask(String record) {
        List<String> expected = hub.links.standingOn(AIRTABLE, BASE, record);
        Instant at = hub.clock.instant();
        var shown = live(airtable).stream()
                .filter(comment -> comment.item.equals(record))
                .map(comment -> record(comment, at))
                .toList();
        return new Asked(record, expected, shown, at);
    }

    private void takeIn(Asked listing) {
        accept(listing.shown);
        var listed = listing.shown.stream().map(ShownComment::externalId).toList();
        accept(listing.expected.stream()
                .filter(id -> !listed.contains(id))
                .map(id -> ShownComment.gone(AIRTABLE, BASE, id, null, listing.at))
                .toList());
    }

    private void accept(List<ShownComment> shown) {
        for (ShownComment comment : shown) {
            There there = (comment.system().equals(AIRTABLE) ? airtable : convex).get(comment.externalId());
            boolean outdated = hub.links.find(List.of(comment.key())).stream()
                    .anyMatch(link -> link.isAheadOf(comment.version()) || link.isWrittenSince(comment.askedAt()));
            if (!comment.isGone() && !there.byHub) {
                born.add(comment.externalId());
            }
            if (!comment.isGone() && !outdated) {
                told.add(withoutAuthor(comment.text()));
            }
        }
        hub.sync.accept(shown);
    }

    private ShownComment record(There comment, Instant at) {
        return new ShownComment(
                AIRTABLE,
                BASE,
                comment.id,
                comment.item,
                comment.author,
                comment.text,
                comment.changed,
                comment.changed,
                Long.toString(comment.changed.toEpochMilli()),
                comment.byHub,
                at);
    }

    private ShownComment row(There row) {
        String version = Long.toString(row.version);
        return row.deleted
                ? ShownComment.gone(CONVEX, DEPLOYMENT, row.id, version, null)
                : new ShownComment(
                        CONVEX,
                        DEPLOYMENT,
                        row.id,
                        row.item,
                        row.author,
                        row.text,
                        row.changed,
                        row.changed,
                        version,
                        true,
                        null);
    }

    // --- the hub's sender ---

    private int send(boolean there, Kind how, int max) {
        return there ? sendToAirtable(how, max) : sendToConvex(how, max);
    }

    /** One after another: the sender goes on when it has an answer, or has given it up. */
    private int sendToAirtable(Kind how, int max) {
        answers.removeIf(answer -> answer.get(0).outgoing().system().equals(AIRTABLE));
        var reserved = hub.sync.reserve(AIRTABLE, max);
        for (CommentOutgoing one : reserved) {
            if (one.look()) {
                takeIn(ask(one.itemId()));
            }
            var due = hub.sync.send(List.of(one));
            if (!due.isEmpty()) {
                deliver(due, how, () -> List.of(writeRecord(due.get(0))));
            }
        }
        return reserved.size();
    }

    private int sendToConvex(Kind how, int max) {
        var claimed = hub.sync.claim(CONVEX, max);
        for (CommentOutgoing one : claimed) {
            var batch = List.of(one);
            There row = convex.get(one.externalId());
            if (!how.equals(Kind.SEND_IN_VAIN) && isInTheWay(one, row)) {
                accept(
                        row == null
                                ? List.of(ShownComment.gone(CONVEX, DEPLOYMENT, one.externalId(), null, null))
                                : List.of(row(row)));
                hub.outbox.release(batch);
            } else {
                deliver(batch, how, () -> List.of(writeRow(one, row)));
            }
        }
        return claimed.size();
    }

    private void deliver(List<CommentOutgoing> batch, Kind how, Supplier<List<CommentWritten>> write) {
        if (how == Kind.SEND_IN_VAIN) {
            hub.deliveries.postpone(batch, new RemoteUnavailable("away"));
            return;
        }
        writes++;
        var written = write.get();
        switch (how) {
            case SEND_AND_LOSE_THE_ANSWER -> hub.deliveries.postpone(batch, new RemoteUnavailable("cut off"));
            case SEND_AND_WAIT -> answers.add(written);
            default -> hub.sync.written(written);
        }
    }

    private CommentWritten writeRecord(CommentOutgoing outgoing) {
        There comment = airtable.get(outgoing.externalId());
        if (outgoing.kind() == CommentOutgoing.Kind.CREATE) {
            comment = new There("com" + ++ids, outgoing.itemId(), "Hub");
            comment.byHub = true;
            airtable.put(comment.id, comment);
        } else if (!comment.byHub) {
            throw new AssertionError("AirTable does not let the hub touch " + comment.id);
        }
        if (outgoing.isDeletion()) {
            comment.deleted = true;
        } else {
            comment.text = outgoing.text();
            comment.texts.add(withoutAuthor(comment.text));
        }
        touch(comment);
        return new CommentWritten(
                outgoing, comment.id, outgoing.text(), comment.changed, Long.toString(comment.changed.toEpochMilli()));
    }

    private static boolean isInTheWay(CommentOutgoing outgoing, There row) {
        return switch (outgoing.kind()) {
            case CREATE -> row != null && !row.deleted && !(row.version == 1 && row.text.equals(outgoing.text()));
            case UPDATE -> row == null || isAnother(outgoing, row) && !isRepeat(outgoing, row);
            case DELETE -> row != null && !row.deleted && isAnother(outgoing, row);
        };
    }

    private static boolean isAnother(CommentOutgoing outgoing, There row) {
        return outgoing.remoteVersion() != null && row.version != Long.parseLong(outgoing.remoteVersion());
    }

    private static boolean isRepeat(CommentOutgoing outgoing, There row) {
        return row.byHub
                && row.version == Long.parseLong(outgoing.remoteVersion()) + 1
                && row.text.equals(outgoing.text());
    }

    private CommentWritten writeRow(CommentOutgoing outgoing, There before) {
        There row = before;
        if (row == null && outgoing.isDeletion()) {
            return new CommentWritten(outgoing, outgoing.externalId(), null, null, null);
        }
        if (row == null) {
            row = new There(outgoing.externalId(), outgoing.itemId(), outgoing.author());
            row.byHub = true;
            row.version = 0;
            convex.put(row.id, row);
        }
        boolean same = outgoing.isDeletion()
                ? row.deleted
                : !row.deleted && outgoing.text().equals(row.text);
        if (!same) {
            row.deleted = outgoing.isDeletion();
            row.text = outgoing.isDeletion() ? row.text : outgoing.text();
            row.texts.add(row.text);
            touch(row);
        }
        return new CommentWritten(outgoing, row.id, outgoing.text(), row.changed, Long.toString(row.version));
    }

    // --- choices ---

    private String record(int choice) {
        return List.copyOf(records.values()).get(choice % records.size());
    }

    private String task(int choice) {
        return List.copyOf(records.keySet()).get(choice % records.size());
    }

    static List<There> live(Map<String, There> remote) {
        return remote.values().stream().filter(comment -> !comment.deleted).toList();
    }

    private static List<There> gone(Map<String, There> remote) {
        return remote.values().stream().filter(comment -> comment.deleted).toList();
    }

    private static <T> Optional<T> pick(List<T> all, int choice) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(choice % all.size()));
    }
}
