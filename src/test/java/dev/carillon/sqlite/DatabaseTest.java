package dev.carillon.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.LogUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class DatabaseTest {

    private static final String SCRIPT =
            "CREATE TABLE place (id INTEGER PRIMARY KEY); INSERT INTO place (id) VALUES (1);"
                    + " CREATE TABLE word (word TEXT NOT NULL);";

    private static final Schema ORIGINAL = schema(Worth.ORIGINAL);
    private static final Schema PROJECTION = schema(Worth.PROJECTION);

    @TempDir
    private Path directory;

    private static Schema schema(Worth worth) {
        return new Schema("shelf of words", SCRIPT, 3, "SELECT 1 FROM place", worth);
    }

    private Path file() {
        return directory.resolve("words.db");
    }

    private Database open(Schema schema) {
        return Database.open(file(), schema, 2);
    }

    private static void add(Database database, String word) {
        database.write(session -> session.update("INSERT INTO word (word) VALUES (?)", word));
    }

    private static List<String> words(Database database) {
        return database.read(session -> session.list("SELECT word FROM word ORDER BY word", row -> row.getString(1)));
    }

    private void makeFileWith(String word) {
        try (Database database = open(ORIGINAL)) {
            add(database, word);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private void run(String sql) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void a_file_that_is_opened_again_has_what_was_written() {
        makeFileWith("one");

        try (Database database = open(ORIGINAL)) {
            assertThat(words(database)).containsExactly("one");
        }
    }

    @Test
    void an_original_waits_for_the_disk_and_a_projection_does_not() {
        try (Database database = open(ORIGINAL)) {
            assertThat(database.<Long>write(session -> session.number("PRAGMA synchronous")))
                    .isEqualTo(2);
        }

        try (Database database = open(PROJECTION)) {
            assertThat(database.<Long>write(session -> session.number("PRAGMA synchronous")))
                    .isEqualTo(1);
            assertThat(database.<String>read(session -> session.first("PRAGMA journal_mode", row -> row.getString(1))
                            .orElseThrow()))
                    .isEqualTo("wal");
        }
    }

    @Test
    void a_use_that_fails_changes_nothing_and_the_next_one_works() {
        try (Database database = open(ORIGINAL)) {
            assertThatExceptionOfType(LogUnavailableException.class)
                    .isThrownBy(() -> database.write(session -> {
                        session.update("INSERT INTO word (word) VALUES ('half')");
                        return session.update("INSERT INTO word (word) VALUES (NULL)");
                    }));

            add(database, "whole");

            assertThat(words(database)).containsExactly("whole");
        }
    }

    @Test
    void a_full_disk_is_said_and_room_is_enough_to_go_on() {
        try (Database database = open(ORIGINAL)) {
            String text = "x".repeat(100_000);

            assertThatExceptionOfType(LogUnavailableException.class)
                    .isThrownBy(() -> database.write(session -> {
                        session.run("PRAGMA max_page_count = 10");
                        return session.update("INSERT INTO word (word) VALUES (?)", text);
                    }))
                    .satisfies(e -> assertThat(e.finding()).isEqualTo("The disk of the shelf of words is full."));

            add(database, text);
            assertThat(words(database)).containsExactly(text);
        }
    }

    @Test
    void a_database_that_is_closed_refuses() {
        Database database = Database.inMemory(ORIGINAL);
        add(database, "one");
        database.close();

        assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> words(database));
        assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> add(database, "two"));
    }

    @Test
    void an_original_that_is_no_database_is_moved_aside_and_an_error_names_it() throws IOException {
        byte[] nonsense =
                "nothing that SQLite knows, at some length ".repeat(99).getBytes(StandardCharsets.UTF_8);
        Files.write(file(), nonsense);

        List<LogRecord> said = new ArrayList<>();
        try (Database database = whileListening(said)) {
            assertThat(words(database)).isEmpty();
        }

        assertThat(names()).hasSize(2).element(1).asString().matches("words\\.db\\.damaged-[0-9]{8}T[0-9]{9}Z");
        assertThat(Files.readAllBytes(directory.resolve(names().get(1)))).isEqualTo(nonsense);
        assertThat(said).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(record.getMessage()).contains(names().get(1)).contains("damaged");
        });
    }

    private Database whileListening(List<LogRecord> said) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(DatabaseFile.class.getName());
        logger.addHandler(handler);
        try {
            return open(ORIGINAL);
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void an_original_with_damage_inside_is_moved_aside() throws IOException {
        try (Database database = open(ORIGINAL)) {
            for (int i = 0; i < 500; i++) {
                add(database, "word".repeat(50) + i);
            }
        }
        byte[] bytes = Files.readAllBytes(file());
        for (int page = 1; page < bytes.length / 4096; page++) {
            Arrays.fill(bytes, page * 4096, page * 4096 + 100, (byte) 0x55);
        }
        Files.write(file(), bytes);

        try (Database database = open(ORIGINAL)) {
            assertThat(words(database)).isEmpty();
        }

        assertThat(names()).hasSize(2);
    }

    @Test
    void an_original_that_lost_its_end_is_moved_aside() throws IOException {
        try (Database database = open(ORIGINAL)) {
            for (int i = 0; i < 500; i++) {
                add(database, "word".repeat(50) + i);
            }
        }
        Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), 4096 * 2 + 10));

        try (Database database = open(ORIGINAL)) {
            assertThat(words(database)).isEmpty();
        }

        assertThat(names()).hasSize(2);
    }

    @Test
    void an_original_without_its_tables_is_moved_aside_and_a_projection_is_deleted() throws Exception {
        makeFileWith("one");
        run("DROP TABLE place");
        try (Database database = open(ORIGINAL)) {
            assertThat(words(database)).isEmpty();
        }
        assertThat(names()).hasSize(2);
        run("DELETE FROM place");

        try (Database database = open(PROJECTION)) {
            assertThat(words(database)).isEmpty();
        }

        assertThat(names()).hasSize(2);
    }

    @Test
    void an_original_of_a_newer_version_stops_the_start_and_stays_as_it_is() throws Exception {
        makeFileWith("one");
        run("PRAGMA user_version = 4");

        assertThatExceptionOfType(DatabaseStartException.class)
                .isThrownBy(() -> open(ORIGINAL))
                .withMessageContaining(file().toString())
                .withMessageContaining("a newer Carillon")
                .withMessageContaining("version 4");

        run("PRAGMA user_version = 3");
        try (Database database = open(ORIGINAL)) {
            assertThat(words(database)).containsExactly("one");
        }
    }

    @Test
    void an_original_of_another_program_stops_the_start() throws Exception {
        run("CREATE TABLE recipe (text TEXT)");

        assertThatExceptionOfType(DatabaseStartException.class)
                .isThrownBy(() -> open(ORIGINAL))
                .withMessageContaining("another program");

        assertThat(names()).contains("words.db").noneMatch(name -> name.contains("damaged"));
    }

    @Test
    void a_place_where_no_file_can_be_is_said() {
        Path nowhere = directory.resolve("absent").resolve("words.db");

        assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> Database.open(nowhere, ORIGINAL, 1));
    }
}
