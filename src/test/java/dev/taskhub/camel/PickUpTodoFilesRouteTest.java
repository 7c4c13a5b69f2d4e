package dev.taskhub.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.claude.AppliedCalls;
import dev.taskhub.claude.ClaudeSettings;
import dev.taskhub.claude.KnownTodos;
import dev.taskhub.claude.RecentLists;
import dev.taskhub.claude.RejectionNote;
import dev.taskhub.claude.TodoChanges;
import dev.taskhub.claude.TodoLists;
import dev.taskhub.claude.TodoSync;
import dev.taskhub.claude.WrittenLists;
import dev.taskhub.sync.Accepted;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.TaskIds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.invocation.InvocationOnMock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Real files in a real folder; only the task list behind it is a stand-in. */
@ContextConfiguration(
        classes = {
            PickUpTodoFilesRouteTest.Beans.class,
            TodoLists.class,
            TodoChanges.class,
            TodoSync.class,
            AppliedCalls.class,
            WrittenLists.class,
            TaskIds.class,
            TestStore.class,
            RejectionNote.class,
            DropFolder.class,
            RegularFiles.class
        })
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/claude/pick-up-todo-files.camel.yaml",
            "logging.level.pick-up-todo-files=INFO"
        })
@ExtendWith(OutputCaptureExtension.class)
class PickUpTodoFilesRouteTest extends RouteTestBase {

    private static final Path SAMPLES = Path.of("samples/todowrite");
    private static final String LIST =
            "{\"session_id\": \"%s\", \"todos\": [{\"content\": \"a\", \"status\": \"pending\"}]}";

    @TempDir
    private static Path home;

    @DynamicPropertySource
    static void home(DynamicPropertyRegistry registry) {
        registry.add("taskhub.home", home::toString);
    }

    @EnableConfigurationProperties(ClaudeSettings.class)
    static class Beans {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        JdbcClient jdbcClient(DataSource store) {
            return JdbcClient.create(store);
        }

        @Bean
        TransactionTemplate transaction(DataSource store) {
            return new TransactionTemplate(new JdbcTransactionManager(store));
        }

        @Bean
        IdempotentRepository droppedFiles() {
            return new MemoryIdempotentRepository();
        }
    }

    @MockitoBean
    KnownTodos knownTodos;

    @MockitoBean(name = "sync")
    Sync sync;

    @MockitoSpyBean(name = "todoLists")
    TodoLists todoLists;

    @Autowired
    IdempotentRepository droppedFiles;

    private final Path inbox = home.resolve("inbox/todowrite");
    private final Path done = inbox.resolve(".done");
    private final Path rejected = inbox.resolve(".rejected");
    private final List<String> taken = new CopyOnWriteArrayList<>();

    @BeforeEach
    void beginWithEmptyFolders() throws IOException {
        for (Path folder : List.of(inbox, done, rejected)) {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
        }
        when(knownTodos.recent(anyString())).thenReturn(RecentLists.of(null));
        noteWhatIsTaken();
    }

    private void noteWhatIsTaken() {
        doAnswer(this::noted).when(sync).accept(anyList());
    }

    private Accepted noted(InvocationOnMock accepted) {
        List<ItemChange> changes = accepted.getArgument(0);
        taken.add(changes.isEmpty() ? "" : changes.get(0).container());
        return new Accepted(changes.size(), 0, 0);
    }

    @Test
    void takesAllListsDroppedAtOnceWithinFiveSeconds() throws IOException {
        List<Path> samples = files(SAMPLES);
        for (Path sample : samples) {
            Files.copy(sample, inbox.resolve(sample.getFileName()));
        }
        Files.copy(samples.get(0), inbox.resolve("seventh.json"));

        await().atMost(Duration.ofSeconds(5)).until(() -> files(done).size() == samples.size() + 1);

        assertThat(taken).hasSize(samples.size() + 1);
        assertThat(files(inbox)).isEmpty();
        for (Path sample : samples) {
            assertThat(done.resolve(sample.getFileName())).hasSameBinaryContentAs(sample);
        }
    }

    @Test
    void putsWhatItCannotTakeAsideWithTheReason() throws IOException {
        for (Path sample : files(Path.of("samples/todowrite-bad"))) {
            Files.copy(sample, inbox.resolve(sample.getFileName()));
        }

        soon().until(() -> files(inbox).isEmpty());

        assertThat(reason("empty.json")).contains("the file is empty").contains("no task was changed");
        assertThat(reason("truncated.json")).contains("the JSON ends too early");
        assertThat(reason("not-json.json")).contains("not JSON").contains("line 1");
        assertThat(reason("unknown-status.json"))
                .contains("is not one of pending")
                .contains("2 of 4 todos");
        assertThat(files(rejected)).as("eight files with their reasons").hasSize(16);
        assertThat(taken).as("only the partly good list").hasSize(1);
    }

    @Test
    void rejectsALargeFileUnread() throws IOException {
        Path large = Files.createDirectories(home.resolve("elsewhere")).resolve("large.json");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(50 << 20);
        }
        Files.move(large, inbox.resolve("large.json"));

        soon().until(() -> Files.exists(rejected.resolve("large.json")));

        assertThat(reason("large.json")).contains("52,428,800 bytes", "more than the 1,048,576 bytes allowed");
        verify(sync, never()).accept(any());
    }

    @Test
    void leavesAloneWhatNeverEnds() throws Exception {
        Files.createSymbolicLink(inbox.resolve("link.json"), Path.of("/dev/zero"));
        new ProcessBuilder("mkfifo", inbox.resolve("pipe.json").toString())
                .start()
                .waitFor();
        drop("zlast.json", LIST.formatted("last"), FileTime.from(Instant.now()));

        soon().until(() -> taken.contains("last:main"));

        assertThat(inbox.resolve("link.json")).exists();
        assertThat(inbox.resolve("pipe.json")).exists();
        Files.delete(inbox.resolve("link.json"));
        Files.delete(inbox.resolve("pipe.json"));
    }

    @Test
    void keepsEveryFileOfTheSameName() throws IOException {
        var time = FileTime.from(Instant.parse("2026-01-05T10:00:00Z"));
        for (String session : List.of("first", "second", "the-third")) {
            drop("same.json", LIST.formatted(session), time);
            soon().until(() -> taken.contains(session + ":main") && !Files.exists(inbox.resolve("same.json")));
        }

        assertThat(files(done))
                .extracting(Files::readString)
                .containsExactlyInAnyOrder(
                        LIST.formatted("first"), LIST.formatted("second"), LIST.formatted("the-third"));
    }

    @Test
    void takesTheOlderFileFirst() throws IOException {
        var now = Instant.now();
        drop("b.json", LIST.formatted("older"), FileTime.from(now.minusSeconds(20)));
        drop("a.json", LIST.formatted("newer"), FileTime.from(now.minusSeconds(10)));

        soon().until(() -> taken.size() == 2);

        assertThat(taken).containsExactly("older:main", "newer:main");
    }

    @Test
    void takesAFileWholeThatGrowsWhileItIsDropped() {
        // slower than all the tries of a file that seems cut off, so that only the lock can save it
        List<String> pieces = new ArrayList<>(
                LIST.formatted("growing").chars().mapToObj(Character::toString).toList());
        var writer = Executors.newSingleThreadScheduledExecutor();

        writer.scheduleAtFixedRate(() -> append("growing.json", pieces.remove(0)), 0, 35, TimeUnit.MILLISECONDS);
        soon().until(() -> taken.contains("growing:main"));
        writer.shutdownNow();

        assertThat(pieces).isEmpty();
        assertThat(rejected.resolve("growing.json")).doesNotExist();
    }

    @Test
    void waitsForTheRestOfAFileWhoseWriterPaused() throws IOException {
        String list = LIST.formatted("paused");
        append("paused.json", list.substring(0, 40));
        soon().untilAsserted(() -> verify(todoLists, atLeast(1)).read(any(), eq("paused.json")));

        append("paused.json", list.substring(40));
        soon().until(() -> taken.contains("paused:main"));

        soon().until(() -> Files.exists(done.resolve("paused.json")));
        assertThat(rejected.resolve("paused.json")).doesNotExist();
    }

    @Test
    void takesAFileOnlyOnceThatCouldNotBeMovedAndSaysSo(CapturedOutput output) throws IOException {
        var time = FileTime.from(Instant.parse("2026-01-05T11:00:00Z"));
        drop("again.json", LIST.formatted("again"), time);
        soon().until(() -> Files.exists(done.resolve("again.json")));

        drop("again.json", LIST.formatted("again"), time);
        soon().until(() -> !Files.exists(inbox.resolve("again.json")));

        assertThat(taken).containsExactly("again:main");
        assertThat(files(done)).hasSize(2);
        assertThat(output).containsOnlyOnce("again.json was taken before and is skipped");
    }

    @Test
    void doesNotCountAFileAsTakenBeforeItIs() throws IOException {
        var time = FileTime.from(Instant.parse("2026-01-05T12:00:00Z"));
        String list = LIST.formatted("died");
        String key = "died.json-" + list.length() + "-" + time.toMillis();
        var countedTooEarly = new CopyOnWriteArrayList<Boolean>();
        when(sync.accept(anyList())).thenAnswer(accepted -> {
            countedTooEarly.add(droppedFiles.contains(key));
            return new Accepted(1, 1, 0);
        });

        drop("died.json", list, time);

        soon().until(() -> droppedFiles.contains(key));
        assertThat(countedTooEarly).containsExactly(false);
    }

    @Test
    void takesAFileAgainThatTheHubFailedToTake() throws IOException {
        var time = FileTime.from(Instant.parse("2026-01-05T13:00:00Z"));
        when(sync.accept(anyList())).thenThrow(new IllegalStateException("the disk is full"));
        drop("failed.json", LIST.formatted("failed"), time);
        soon().until(() -> Files.exists(rejected.resolve("failed.json")));
        assertThat(reason("failed.json")).contains("the disk is full");
        reset(sync);
        noteWhatIsTaken();

        drop("failed.json", LIST.formatted("failed"), time);

        soon().until(() -> taken.contains("failed:main"));
    }

    @Test
    void skipsAnOldListThatIsDroppedAgain() throws IOException {
        whileFirstIsTaken(() -> {
            throw new IllegalStateException("this once");
        });
        for (String call : List.of("one", "one", "two", "one")) {
            Files.writeString(inbox.resolve("call.json"), LIST.formatted("s\", \"tool_use_id\": \"" + call));
            soon().until(() -> !Files.exists(inbox.resolve("call.json")));
        }

        assertThat(taken).as("one, which failed at first, and two").hasSize(2);
        assertThat(files(done)).hasSize(3);
        assertThat(files(rejected)).as("the file and its reason").hasSize(2);
    }

    @Test
    void leavesFilesWhereTheyAreWhileTheStoreIsAway() throws IOException {
        doThrow(
                        new CannotGetJdbcConnectionException("the store is away"),
                        new CannotAcquireLockException("try again"),
                        new CannotCreateTransactionException("the store is away"),
                        new UndeclaredThrowableException(new SQLTransientConnectionException("the store is away")))
                .doAnswer(this::noted)
                .when(sync)
                .accept(anyList());
        drop("waits.json", LIST.formatted("waits"), FileTime.from(Instant.parse("2026-01-05T17:00:00Z")));

        soon().until(() -> Files.exists(done.resolve("waits.json")));

        assertThat(taken).containsExactly("waits:main");
        assertThat(files(rejected)).isEmpty();
    }

    @Test
    void takesBothListsWhenAHookWritesTheSameFileTwiceInPlace() throws IOException {
        whileFirstIsTaken(() -> Files.writeString(inbox.resolve("twice.json"), LIST.formatted("later")));
        drop("twice.json", LIST.formatted("first"), FileTime.from(Instant.parse("2026-01-05T14:00:00Z")));

        soon().until(() -> Files.exists(done.resolve("twice.json")));

        assertThat(taken).containsExactly("first:main", "later:main");
        assertThat(files(done)).extracting(Files::readString).containsExactly(LIST.formatted("later"));
    }

    @Test
    void takesBothListsWhenAHookMovesASecondOneOverTheFirst() throws IOException {
        var time = FileTime.from(Instant.parse("2026-01-05T15:00:00Z"));
        whileFirstIsTaken(() -> drop("over.json", LIST.formatted("second"), time));
        drop("over.json", LIST.formatted("first"), time);

        soon().until(() -> Files.exists(done.resolve("over.json")));

        assertThat(taken).containsExactly("first:main", "second:main");
    }

    @Test
    void readsAFileAnewThatWasMendedWhileItWasRefused() throws IOException {
        whileFirstIsTaken(() -> {
            Files.writeString(inbox.resolve("mended.json"), LIST.formatted("mended"));
            throw new IllegalArgumentException("not like this");
        });
        drop("mended.json", LIST.formatted("bad"), FileTime.from(Instant.parse("2026-01-05T16:00:00Z")));

        soon().until(() -> Files.exists(done.resolve("mended.json")));

        assertThat(taken).containsExactly("mended:main");
        assertThat(files(rejected)).isEmpty();
    }

    private interface Step {
        void run() throws IOException;
    }

    private void whileFirstIsTaken(Step step) {
        doAnswer(accepted -> {
                    step.run();
                    return noted(accepted);
                })
                .doAnswer(this::noted)
                .when(sync)
                .accept(anyList());
    }

    /** Longer than it ever takes: the tests may share the machine with others. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private void drop(String name, String text, FileTime time) throws IOException {
        Path beside = Files.writeString(home.resolve(name), text);
        Files.setLastModifiedTime(beside, time);
        Files.move(beside, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void append(String name, String text) {
        try {
            Files.writeString(inbox.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String reason(String name) throws IOException {
        return Files.readString(rejected.resolve(name + ".reason.txt"), UTF_8);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
