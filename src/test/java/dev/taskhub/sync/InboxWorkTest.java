package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.PlatformTransactionManager;

class InboxWorkTest {

    @TempDir
    private Path temp;

    private final List<String> taken = new ArrayList<>();
    private Consumer<InboxMessage> refusal = message -> {};
    private TestHub hub;
    private Inbox inbox;
    private InboxWork work;

    @BeforeEach
    void open() {
        hub = new TestHub(Database.sqlite(temp));
        inbox = hub.bean(Inbox.class);
        List<InboxReader> readers = List.of(reader("one", "first"), reader("other", "second", "third"));
        var provider = new ObjectProvider<InboxReader>() {
            @Override
            public Stream<InboxReader> stream() {
                return readers.stream();
            }
        };
        work = new InboxWork(inbox, provider, hub.parked, hub.bean(PlatformTransactionManager.class));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void handsMessagesOnInTheirOrderAsManyTogetherAsOneReaderTakes() {
        List.of("first a", "first b", "second c", "third d", "first e").forEach(this::keep);

        assertThat(work.workOff()).as("whether there may be more").isFalse();

        assertThat(taken).containsExactly("one: a b", "other: c d", "one: e");
        assertThat(inbox.countPending()).isZero();
    }

    @Test
    void parksTheOneThatCannotBeTakenInAndTakesTheOthers() {
        List.of("first a", "second b", "first c").forEach(this::keep);
        refusal = message -> {
            if (message.payload().equals("b")) {
                throw new IllegalArgumentException("b cannot be meant");
            }
        };

        work.workOff();

        assertThat(taken).containsSubsequence("one: a", "one: c");
        assertThat(hub.parked.waiting(10)).singleElement().satisfies(message -> assertThat(message.toString())
                .contains("b cannot be meant", "ask other"));
        assertThat(inbox.countPending()).isZero();
    }

    @Test
    void parksWhatNobodyReads() {
        List.of("unheard a", "first b").forEach(this::keep);

        work.workOff();

        assertThat(taken).containsExactly("one: b");
        assertThat(hub.parked.waiting(10)).singleElement().satisfies(message -> assertThat(message.toString())
                .contains("nobody reads messages from unheard"));
    }

    @Test
    void leavesMessagesWhereTheyAreWhileTheStoreIsInTrouble() {
        keep("first a");
        refusal = message -> {
            throw new CannotAcquireLockException("busy");
        };

        assertThatThrownBy(work::workOff).isInstanceOf(CannotAcquireLockException.class);

        assertThat(inbox.countPending()).isEqualTo(1);
        assertThat(hub.parked.waiting(10)).isEmpty();
    }

    private void keep(String sourceAndPayload) {
        String[] parts = sourceAndPayload.split(" ");
        inbox.accept(parts[0], parts[1], parts[1]);
    }

    private InboxReader reader(String name, String... sources) {
        return new InboxReader() {
            @Override
            public List<String> sources() {
                return List.of(sources);
            }

            @Override
            public void apply(List<InboxMessage> messages) {
                messages.forEach(refusal);
                taken.add(name + ": "
                        + String.join(
                                " ",
                                messages.stream().map(InboxMessage::payload).toList()));
            }

            @Override
            public String remedy() {
                return "ask " + name;
            }
        };
    }
}
