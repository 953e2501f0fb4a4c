package dev.carillon.chat.archive;

import static dev.carillon.chat.archive.Said.ROOM;
import static dev.carillon.chat.archive.Said.offsets;
import static dev.carillon.chat.archive.Said.posted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.LogUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class FileArchiveTest extends ArchiveContract {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("chat.db");
    }

    @Override
    MessageArchive create() {
        return MessageArchive.open(file());
    }

    private void reopen() {
        archive.close();
        archive = create();
    }

    private Connection connect() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file());
        return source.getConnection();
    }

    @Test
    void an_archive_that_is_opened_again_goes_on_at_its_place() {
        archive.beginAnew("epoch1");
        apply(3, posted(1, "one"), posted(3, "three"));

        reopen();

        assertThat(archive.place()).isEqualTo(new Place("epoch1", 3));
        apply(4, posted(3, "three"), posted(4, "four"));
        assertThat(offsets(archive.newest(ROOM, 10, 1_000))).containsExactly(1L, 3L, 4L);
        assertThat(offsets(archive.search(ROOM, List.of("three"), Long.MAX_VALUE, 10)))
                .containsExactly(3L);
    }

    @Test
    void a_file_that_is_no_database_is_made_anew() throws IOException {
        archive.close();
        Files.write(
                file(),
                "this is not a database, but it is longer than a header of 100 bytes "
                        .repeat(99)
                        .getBytes(StandardCharsets.UTF_8));

        archive = create();

        assertThat(archive.place()).isEqualTo(new Place("", 0));
        apply(1, posted(1, "one"));
        assertThat(archive.find(ROOM, 1)).isPresent();
    }

    @Test
    void a_file_with_damage_inside_is_made_anew() throws IOException {
        List<Change> changes = new ArrayList<>();
        LongStream.rangeClosed(1, 500).forEach(i -> changes.add(posted(i, "word".repeat(50) + i)));
        archive.apply(changes, 500);
        archive.close();
        byte[] bytes = Files.readAllBytes(file());
        for (int page = 1; page < bytes.length / 4096; page++) {
            Arrays.fill(bytes, page * 4096, page * 4096 + 100, (byte) 0x55);
        }
        Files.write(file(), bytes);

        archive = create();

        assertThat(archive.place()).isEqualTo(new Place("", 0));
    }

    @Test
    void a_file_with_tables_of_another_version_is_made_anew() throws SQLException {
        apply(1, posted(1, "one"));
        archive.close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + (MessageArchive.SCHEMA.version() + 1));
        }

        archive = create();

        assertThat(archive.place()).isEqualTo(new Place("", 0));
        assertThat(archive.find(ROOM, 1)).isEmpty();
    }

    @Test
    void a_place_where_no_file_can_be_is_said() {
        Path nowhere = directory.resolve("absent").resolve("chat.db");

        assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> MessageArchive.open(nowhere));
    }

    @Test
    void a_search_that_takes_too_long_is_ended_and_the_next_one_works() {
        List<Change> changes = new ArrayList<>();
        LongStream.rangeClosed(1, 2_000).forEach(i -> changes.add(posted(i, "word")));
        archive.apply(changes, 2_000);
        try (MessageArchive hurried = MessageArchive.open(file(), Duration.ZERO)) {
            assertThatExceptionOfType(LogUnavailableException.class)
                    .isThrownBy(() -> hurried.search(ROOM, List.of("word"), Long.MAX_VALUE, 2_000))
                    .withMessageContaining("too long");
        }

        assertThat(archive.search(ROOM, List.of("word"), Long.MAX_VALUE, 2_000)).hasSize(2_000);
    }

    @Test
    void no_page_looks_at_more_rows_than_it_has() throws SQLException {
        assertThat(plan(Queries.BEFORE)).contains("USING INDEX message_room (room=? AND offset<?)");
        assertThat(plan(Queries.AFTER)).contains("USING INDEX message_room (room=? AND offset>?)");
        assertThat(plan(Queries.THREAD)).contains("USING INDEX message_thread (thread=? AND room=? AND offset>?)");
        assertThat(plan(Queries.FIND)).contains("USING INTEGER PRIMARY KEY (rowid=?)");
        assertThat(plan(Queries.COUNT)).contains("USING COVERING INDEX message_room (room=? AND offset>?)");
        assertThat(plan(Queries.LATEST)).contains("USING INDEX message_room (room=?)");
        assertThat(plan(Queries.EDITS)).contains("USING INDEX edit_message (message=?)");
        assertThat(plan(Queries.REACTIONS))
                .contains(
                        "SEARCH e USING PRIMARY KEY (message=?)",
                        "USING COVERING INDEX reaction_order (message=? AND emoji=?)");
        for (String paging : List.of(Queries.BEFORE, Queries.AFTER, Queries.THREAD, Queries.LATEST, Search.SQL)) {
            assertThat(plan(paging)).doesNotContain("TEMP B-TREE");
        }
        assertThat(plan(Search.SQL)).contains("SCAN spoken VIRTUAL TABLE", "SEARCH m USING INTEGER PRIMARY KEY");
    }

    private String plan(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (row.next()) {
                plan.append(row.getString(4)).append('\n');
            }
        }
        return plan.toString();
    }
}
