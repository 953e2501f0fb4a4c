package dev.carillon.ticker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.LogUnavailableException;
import dev.carillon.sqlite.DatabaseStartException;
import dev.carillon.ticker.candle.CandleBook;
import dev.carillon.ticker.candle.CandleState;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class TickerStoreTest {

    private static final Symbol ACME = new Symbol("ACME");
    private static final Symbol BEAR = new Symbol("BEAR");
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    private Path directory;

    private TickerStore store;

    @BeforeEach
    void open() {
        store = TickerStore.open(file());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path file() {
        return directory.resolve("ticker.db");
    }

    private void reopen() {
        store.close();
        open();
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private static SavedSymbol saved(Symbol symbol, long version) {
        CandleBook book = new CandleBook(symbol, ZoneOffset.UTC);
        book.add(NOON, decimal("189.30"), decimal("0.10"));
        book.add(NOON.plusSeconds(61), decimal("-0.000000000000000001"), decimal("5400"));
        book.add(NOON, decimal("7"), decimal("1"));
        book.over(NOON.plusSeconds(100));
        Quote quote = new Quote(
                symbol,
                decimal("7.00"),
                decimal("-182.30"),
                decimal("1"),
                book.dayVolume(),
                decimal("6.99"),
                null,
                Instant.parse("2026-11-27T12:00:00.123456Z"),
                (1L << 53) - 1,
                version);
        return new SavedSymbol(quote, book.state());
    }

    private static Candle minute(Symbol symbol, int minute, String close) {
        Instant start = NOON.plusSeconds(60L * minute);
        return new Candle(
                symbol,
                Interval.MINUTE,
                start,
                start.plusSeconds(60),
                decimal("10.0"),
                decimal("12345678901234567890.123456789012345678"),
                decimal("-1"),
                decimal(close),
                decimal("0.00"),
                3,
                true);
    }

    private static List<Candle> minutes(Symbol symbol, int count) {
        return IntStream.range(0, count)
                .mapToObj(minute -> minute(symbol, minute, "10"))
                .toList();
    }

    private List<Candle> minutes(Symbol symbol) {
        return store.oldest(symbol, Interval.MINUTE, Instant.MIN, Instant.MAX, 10_000);
    }

    private Connection connect() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file());
        return source.getConnection();
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void a_new_store_is_empty() {
        assertThat(store.symbols()).isEmpty();
        assertThat(store.version()).isZero();
        assertThat(minutes(ACME)).isEmpty();
    }

    @Test
    void what_was_saved_is_there_after_a_restart_with_all_its_digits() {
        store.save(List.of(), List.of(saved(BEAR, 7), saved(ACME, 9)), List.of(minute(ACME, 0, "10.50")));

        reopen();

        assertThat(store.symbols()).containsExactly(saved(ACME, 9), saved(BEAR, 7));
        assertThat(minutes(ACME)).containsExactly(minute(ACME, 0, "10.50"));
        assertThat(store.version()).isEqualTo(9);
    }

    @Test
    void a_store_in_memory_does_the_same() {
        try (TickerStore memory = TickerStore.inMemory()) {
            memory.save(List.of(), List.of(saved(ACME, 9)), minutes(ACME, 3));

            assertThat(memory.symbols()).containsExactly(saved(ACME, 9));
            assertThat(memory.newest(ACME, Interval.MINUTE, NOON, Instant.MAX, 1))
                    .containsExactly(minute(ACME, 2, "10"));
            assertThat(memory.trim(Interval.MINUTE, NOON.plusSeconds(60), 9)).isEqualTo(1);
        }
    }

    @Test
    void a_symbol_and_a_candle_that_are_saved_again_replace_what_was_there() {
        store.save(List.of(), List.of(saved(ACME, 1)), List.of(minute(ACME, 0, "10"), minute(ACME, 0, "11")));

        store.save(List.of(), List.of(saved(ACME, 2)), List.of(minute(ACME, 0, "12")));

        assertThat(store.symbols()).containsExactly(saved(ACME, 2));
        assertThat(minutes(ACME)).containsExactly(minute(ACME, 0, "12"));
    }

    @Test
    void pages_go_from_the_oldest_or_from_the_newest_between_two_times() {
        store.save(List.of(), List.of(), minutes(ACME, 10));
        store.save(List.of(), List.of(), minutes(BEAR, 10));
        List<Candle> all = minutes(ACME, 10);
        Instant two = all.get(2).start();
        Instant eight = all.get(8).start();

        assertThat(store.oldest(ACME, Interval.MINUTE, two, eight, 3)).isEqualTo(all.subList(2, 5));
        assertThat(store.newest(ACME, Interval.MINUTE, two, eight, 3))
                .containsExactly(all.get(7), all.get(6), all.get(5));
        assertThat(store.oldest(ACME, Interval.MINUTE, two, eight, 100)).isEqualTo(all.subList(2, 8));
        assertThat(store.oldest(ACME, Interval.MINUTE, two.plusNanos(1), eight.plusNanos(1), 100))
                .isEqualTo(all.subList(3, 9));
        assertThat(store.oldest(ACME, Interval.SECOND, two, eight, 100)).isEmpty();
    }

    @Test
    void old_candles_go_in_steps_and_those_of_other_intervals_stay() {
        store.save(List.of(), List.of(saved(ACME, 1), saved(BEAR, 2)), minutes(ACME, 10));
        store.save(List.of(), List.of(), minutes(BEAR, 10));
        Instant before = NOON.plusSeconds(60 * 4);

        List<Integer> steps = new ArrayList<>();
        steps.add(store.trim(Interval.MINUTE, before, 3));
        steps.add(store.trim(Interval.MINUTE, before, 3));
        steps.add(store.trim(Interval.MINUTE, before, 3));
        steps.add(store.trim(Interval.HOUR, Instant.MAX, 3));

        assertThat(steps).containsExactly(3, 3, 2, 0);
        assertThat(minutes(ACME)).isEqualTo(minutes(ACME, 10).subList(4, 10));
        assertThat(minutes(BEAR)).isEqualTo(minutes(BEAR, 10).subList(4, 10));
    }

    @Test
    void the_oldest_candles_of_a_symbol_go_first() {
        store.save(List.of(), List.of(saved(ACME, 1)), minutes(ACME, 10));

        store.trim(Interval.MINUTE, NOON.plusSeconds(60 * 8), 3);

        assertThat(minutes(ACME)).isEqualTo(minutes(ACME, 10).subList(3, 10));
    }

    @Test
    void a_symbol_that_is_removed_leaves_nothing_but_its_version() {
        store.save(List.of(), List.of(saved(ACME, 1), saved(BEAR, 2)), minutes(BEAR, 3));

        store.save(List.of(BEAR), List.of(), List.of());
        reopen();

        assertThat(store.symbols()).containsExactly(saved(ACME, 1));
        assertThat(minutes(BEAR)).isEmpty();
        assertThat(store.version()).isEqualTo(2);
    }

    @Test
    void a_save_that_fails_leaves_nothing_and_the_next_one_works() throws SQLException {
        run("CREATE TRIGGER refuse BEFORE INSERT ON candle WHEN new.symbol = 'BEAR'"
                + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> store.save(
                        List.of(), List.of(saved(ACME, 1)), List.of(minute(ACME, 0, "10"), minute(BEAR, 0, "10"))));
        assertThat(store.symbols()).isEmpty();
        run("DROP TRIGGER refuse");

        store.save(List.of(), List.of(saved(ACME, 1)), List.of(minute(BEAR, 0, "10")));

        assertThat(store.symbols()).hasSize(1);
        assertThat(minutes(ACME)).isEmpty();
        assertThat(minutes(BEAR)).hasSize(1);
    }

    @Test
    void a_full_disk_is_said_and_nothing_is_half_saved() {
        store.database().write(session -> session.first("PRAGMA max_page_count = 12", row -> row.getLong(1)));

        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> store.save(List.of(), List.of(saved(ACME, 1)), minutes(ACME, 5_000)))
                .satisfies(e -> assertThat(e.finding()).isEqualTo("The disk of the ticker's store is full."));

        assertThat(store.symbols()).isEmpty();
        store.save(List.of(), List.of(saved(ACME, 1)), minutes(ACME, 5_000));
        assertThat(minutes(ACME)).hasSize(5_000);
    }

    @Test
    void a_damaged_file_is_kept_aside_and_a_new_one_is_begun() throws IOException {
        store.save(List.of(), List.of(saved(ACME, 1)), minutes(ACME, 2_000));
        store.close();
        byte[] bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, 4_096 * 4, bytes.length, (byte) 0x55);
        Files.write(file(), bytes);

        open();

        assertThat(store.symbols()).isEmpty();
        store.save(List.of(), List.of(saved(ACME, 1)), List.of());
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(path -> path.getFileName().toString().startsWith("ticker.db.damaged-")))
                    .singleElement()
                    .satisfies(aside -> assertThat(aside).hasBinaryContent(bytes));
        }
    }

    @Test
    void a_file_of_a_newer_version_stops_the_start() throws SQLException {
        store.save(List.of(), List.of(saved(ACME, 1)), List.of());
        store.close();
        run("PRAGMA user_version = 2");

        assertThatExceptionOfType(DatabaseStartException.class)
                .isThrownBy(() -> TickerStore.open(file()))
                .withMessageContaining("ticker's store")
                .withMessageContaining("newer Carillon");
    }

    @Test
    void a_row_that_makes_no_sense_costs_no_other_symbol() throws SQLException {
        store.save(List.of(), List.of(saved(ACME, 1), saved(BEAR, 2)), List.of());

        for (String damage : List.of("price = '1x'", "candles = ''", "candles = replace(candles, '1m', '2m')")) {
            store.save(List.of(), List.of(saved(ACME, 1)), List.of());
            run("UPDATE symbol SET " + damage + " WHERE symbol = 'ACME'");
            assertThat(store.symbols()).containsExactly(saved(BEAR, 2));
        }
    }

    @Test
    void a_state_as_text_is_the_same_state() {
        CandleState state = saved(ACME, 1).candles();

        String text = StateText.write(state);

        assertThat(StateText.read(text)).isEqualTo(state);
        assertThat(text.lines().limit(3))
                .containsExactly(
                        "189.30",
                        "1s 1795780861 1795780862 -0.000000000000000001 -0.000000000000000001 -0.000000000000000001"
                                + " -0.000000000000000001 5400 1 told 1",
                        "1m 1795780860 1795780920 -0.000000000000000001 -0.000000000000000001 -0.000000000000000001"
                                + " -0.000000000000000001 5400 1 new 1");
    }

    @Test
    void no_request_looks_at_more_rows_than_it_has() throws SQLException {
        String exact = "USING PRIMARY KEY (symbol=? AND interval=? AND start";
        for (String sql : List.of(Rows.OLDEST_CANDLES, Rows.NEWEST_CANDLES)) {
            assertThat(plan(sql)).contains(exact).doesNotContain("TEMP B-TREE");
        }
        assertThat(plan(TickerStore.TRIM)).contains(exact);
        assertThat(plan(TickerStore.FIRST_TO_STAY)).contains(exact).doesNotContain("TEMP B-TREE");
        assertThat(plan(TickerStore.NEXT_TO_TRIM)).contains("(symbol>?)", exact).doesNotContain("TEMP B-TREE");
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

    // --- the journal ---

    @Test
    void what_was_appended_is_there_in_its_order_until_symbols_are_saved() {
        Tick full = new Tick(
                ACME, decimal("189.30"), decimal("-1.250"), decimal("10"), decimal("-1"), decimal("0.00"), NOON, 7L);
        Taken one = new Taken(full, 1);
        Taken two = new Taken(Tick.of(BEAR, decimal("-2.00")).taken(NOON.plusNanos(1_000), 8), 2);
        store.append(List.of(one, two));
        store.append(List.of(new Taken(full, 3)));
        reopen();

        assertThat(store.journal()).containsExactly(one, two, new Taken(full, 3));

        store.save(List.of(), List.of(saved(ACME, 3)), List.of());
        assertThat(store.journal()).isEmpty();
    }

    @Test
    void a_damaged_row_of_the_journal_costs_only_itself() {
        Taken good = new Taken(Tick.of(ACME, decimal("1")).taken(NOON, 1), 1);
        store.append(List.of(good));
        store.database().write(session -> session.update("INSERT INTO journal (quotes) VALUES ('ACME 1 -')"));
        store.append(List.of(good));

        assertThat(store.journal()).containsExactly(good, good);
    }
}
