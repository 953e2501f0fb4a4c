package dev.carillon.log.sqlite;

import static dev.carillon.log.sqlite.TestLogs.append;
import static dev.carillon.log.sqlite.TestLogs.offsets;
import static dev.carillon.log.sqlite.TestLogs.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.Problem;
import dev.carillon.log.Append;
import dev.carillon.log.EventLog;
import dev.carillon.log.LogStartException;
import dev.carillon.log.LogStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Full, forbidden, damaged, foreign: each has a clear answer. */
class SqliteFailureTest {

    private static final String PADDING = "x".repeat(10_000);

    @TempDir
    private Path directory;

    private TestLogs logs;

    @BeforeEach
    void begin() {
        logs = new TestLogs(directory);
    }

    @AfterEach
    void end() {
        logs.close();
    }

    @Test
    void a_full_disk_refuses_publishers_until_there_is_room_again() {
        logs.connectionProperties.setProperty("max_page_count", "60");
        SqliteEventLog log = logs.open();
        List<Entry> told = new CopyOnWriteArrayList<>();
        log.listen(told::addAll);

        LogUnavailableException full = appendUntilRefused(log);

        assertThat(full.problem()).isEqualTo(Problem.LOG_UNAVAILABLE);
        assertThat(full.finding()).isEqualTo("The disk of the log is full.");
        assertThat(full.retryAfter()).isNotNull();
        long head = log.head().offset();
        assertThat(head).isPositive();
        assertThat(offsets(log)).isEqualTo(TestLogs.upTo(head));
        LogStatus status = log.status();
        assertThat(status.entries()).isEqualTo(head);

        logs.connectionProperties.setProperty("max_page_count", "1000");

        assertThat(append(log, logs.event("a", "again")).ids())
                .containsExactly(log.head().at(head + 1));
        assertThat(texts(log)).last().isEqualTo("again");
        assertThat(told).extracting(Entry::offset).isEqualTo(TestLogs.upTo(head + 1));
    }

    @Test
    void a_removal_that_cannot_be_written_is_refused_and_removes_all_of_it_when_it_is_asked_for_again()
            throws Exception {
        SqliteEventLog log = logs.open();
        append(log, logs.event("a", "1"), logs.event("a", "2"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + logs.database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "CREATE TRIGGER broken BEFORE DELETE ON entry BEGIN SELECT raise(ABORT, 'broken'); END");

            assertThat(log.trim(TestLogs.EVERYTHING, 1).toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(LogUnavailableException.class);
            assertThat(offsets(log)).containsExactly(1L, 2L);
            assertThat(log.status().entries()).isEqualTo(2);

            statement.executeUpdate("DROP TRIGGER broken");
        }
        assertThat(log.trim(TestLogs.EVERYTHING, 1).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(offsets(log)).containsExactly(2L);
    }

    /** A balancer that asks whether the server is ready sends it no publisher meanwhile. */
    @Test
    void a_log_finds_out_by_itself_that_it_can_be_written_again() {
        logs.connectionProperties.setProperty("max_page_count", "60");
        SqliteEventLog log = logs.open();
        assertThat(log.isWritable()).isTrue();
        var unused = appendUntilRefused(log);
        assertThat(log.isWritable()).isFalse();

        logs.connectionProperties.setProperty("max_page_count", "1000");
        log.rest();

        assertThat(log.isWritable()).isTrue();
        assertThat(append(log, logs.event("a", "again")).ids()).hasSize(1);
    }

    /** Nothing of a batch that did not fit stays, and the numbers of its channels are not used again. */
    @Test
    void a_batch_that_does_not_fit_leaves_nothing_behind() {
        logs.connectionProperties.setProperty("max_page_count", "60");
        SqliteEventLog log = logs.open();
        append(log, logs.event("kept", "1"));
        Event[] batch = new Event[30];
        for (int i = 0; i < batch.length; i++) {
            batch[i] = logs.event("lost/" + i, PADDING);
        }

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> append(log, batch))
                .withCauseInstanceOf(LogUnavailableException.class);

        append(log, logs.event("new", "2"));
        assertThat(log.read(0, TestLogs.EVERYTHING, TestLogs.ALL).entries())
                .extracting(entry -> entry.offset() + " " + entry.event().channel())
                .containsExactly("1 kept", "2 new");
    }

    /** The thread of the log ended, and nobody was answered any more. */
    @Test
    void a_listener_that_fails_costs_nobody_an_answer() {
        SqliteEventLog log = logs.open();
        List<Entry> told = new CopyOnWriteArrayList<>();
        AtomicInteger failures = new AtomicInteger(1);
        log.listen(entries -> {
            if (failures.getAndDecrement() > 0) {
                throw new OutOfMemoryError("not really");
            }
            told.addAll(entries);
        });

        append(log, logs.event("a", "1"));
        append(log, logs.event("a", "2"));

        assertThat(told).extracting(Entry::offset).containsExactly(1L, 2L);
        assertThat(log.head().offset()).isEqualTo(2);
    }

    /** The connections stayed open, two descriptors for each request that was refused. */
    @Test
    void refused_publishers_leave_no_file_open() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeThat(descriptors).exists();
        SqliteEventLog log = logs.open();
        append(log, logs.event("a", "1"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + logs.database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("ALTER TABLE publication RENAME TO away");
            assertThat(log.append(new Append(List.of(logs.event("a", "2")), new IdempotencyKey("", "k")))
                            .toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(10));
            long before = count(descriptors);

            for (int i = 0; i < 50; i++) {
                assertThat(log.append(Append.of(logs.event("a", "x"))).toCompletableFuture())
                        .failsWithin(Duration.ofSeconds(10));
            }

            assertThat(count(descriptors)).isLessThan(before + 20);
            statement.executeUpdate("ALTER TABLE away RENAME TO publication");
        }
        assertThat(append(log, logs.event("a", "again")).ids()).hasSize(1);
    }

    /** Whoever closes a channel of a file gives up the locks of its whole process, so a refused start freed the directory. */
    @Test
    void a_second_log_in_this_process_does_not_free_the_directory_for_another_process() throws Exception {
        logs.open();
        assertNotStarted(directory, "in use by another Carillon");

        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProbe.class.getName(),
                        directory.resolve("carillon.lock").toString())
                .start();

        assertThat(other.waitFor()).as("whether another process got the lock").isEqualTo(LockProbe.LOCKED);
    }

    /** Another process that tries to lock a file. */
    static final class LockProbe {
        static final int LOCKED = 3;

        public static void main(String[] arguments) throws IOException {
            try (FileChannel file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                System.exit(file.tryLock() == null ? LOCKED : 0);
            }
        }
    }

    private static long count(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }

    @Test
    void a_directory_that_is_a_file_ends_the_start() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertNotStarted(file, "carillon.data-dir", "cannot be written");
    }

    @Test
    void a_directory_that_cannot_be_written_ends_the_start() {
        Path forbidden = Path.of("/proc/self/carillon");
        assumeThat(forbidden.getParent()).exists();

        assertNotStarted(forbidden, "carillon.data-dir", "cannot be written");
    }

    @Test
    void a_directory_that_another_log_has_ends_the_start() {
        logs.open();

        assertNotStarted(directory, "in use by another Carillon");
    }

    @Test
    void the_directory_is_free_again_after_a_start_that_failed() throws IOException {
        fillAndClose();
        byte[] good = Files.readAllBytes(logs.database());
        Files.writeString(logs.database(), "This is not a database, but long enough to look like one. ".repeat(100));
        assertNotStarted(directory, "damaged");

        Files.write(logs.database(), good);

        assertThat(offsets(logs.open())).isEqualTo(TestLogs.upTo(20));
    }

    @Test
    void a_file_that_is_damaged_in_the_middle_ends_the_start() throws IOException {
        fillAndClose();
        long size = Files.size(logs.database());
        try (FileChannel file = FileChannel.open(logs.database(), StandardOpenOption.WRITE)) {
            for (long at = 4096; at < size; at += 8192) {
                file.write(ByteBuffer.wrap(new byte[2048]), at);
            }
        }

        assertNotStarted(directory, "damaged", "backup");
    }

    @Test
    void a_file_of_a_newer_version_ends_the_start_and_is_left_alone() throws SQLException {
        fillAndClose();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + logs.database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
                    + " script, checksum, installed_by, execution_time, success)"
                    + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 0, '', 0, 1)");
        }

        assertNotStarted(directory, "newer Carillon", "99");
    }

    private void fillAndClose() {
        try (EventLog log = logs.open()) {
            for (int i = 0; i < 20; i++) {
                append(log, logs.event("a", PADDING));
            }
        }
    }

    private LogUnavailableException appendUntilRefused(EventLog log) {
        for (int i = 0; i < 1_000; i++) {
            try {
                append(log, logs.event("a", PADDING));
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(LogUnavailableException.class);
                return (LogUnavailableException) e.getCause();
            }
        }
        throw new AssertionError("the disk was never full");
    }

    private void assertNotStarted(Path where, String... said) {
        assertThatExceptionOfType(LogStartException.class)
                .isThrownBy(() -> logs.open(where, TestLogs.PLENTY))
                .satisfies(e -> assertThat(e.getMessage()).contains(said));
    }
}
