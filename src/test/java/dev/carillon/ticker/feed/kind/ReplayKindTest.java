package dev.carillon.ticker.feed.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.ticker.TickerSettings;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayKindTest {

    private static final String HEAD = "time,symbol,price,volume\n";
    private static final String DAY = HEAD
            + "2026-01-02T09:00:00Z,ACME,1.10,5\n"
            + "2026-01-02T09:00:10Z,GLOBEX,2.20,\n"
            + "2026-01-02T09:00:30Z,ACME,1.30,7\n";

    @TempDir
    private Path root;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(root.resolve("replay"));
        Files.writeString(root.resolve("secret.csv"), DAY);
    }

    private Feed feed(String config) {
        return Kinds.feed(new ReplayKind(settings(directory)), config);
    }

    private static TickerSettings settings(Path directory) {
        return new TickerSettings(10, List.of(), Map.of(), 10, 10, "[]", Set.of(), directory);
    }

    private Feed feed(String content, String more) throws IOException {
        Files.writeString(directory.resolve("day.csv"), content);
        return feed("{'file':'day.csv'" + more + "}");
    }

    /** To its end. */
    private static TestOutlet replay(Feed feed) throws Exception {
        TestOutlet outlet = TestOutlet.forever();
        feed.run(outlet);
        return outlet;
    }

    @Test
    void quotes_come_with_the_distances_that_they_had_and_then_it_ends() throws Exception {
        TestOutlet outlet = replay(feed(DAY, ""));

        assertThat(outlet.prices()).containsExactly("1.10", "2.20", "1.30");
        assertThat(outlet.times()).containsExactly(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(30));
        assertThat(outlet.said)
                .extracting(one -> one.tick().volume().toString())
                .containsExactly("5", "0", "7");
        assertThat(outlet.said).allMatch(one -> one.tick().time() == null);
    }

    @Test
    void they_come_faster_or_slower_or_at_once() throws Exception {
        assertThat(replay(feed(DAY, ",'speed':10")).times())
                .containsExactly(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3));
        assertThat(replay(feed(DAY, ",'speed':'0.5'")).times())
                .containsExactly(Duration.ZERO, Duration.ofSeconds(20), Duration.ofSeconds(60));
        assertThat(replay(feed(DAY, ",'speed':0")).times()).containsOnly(Duration.ZERO);
    }

    @Test
    void they_say_the_recorded_time_if_that_is_wanted() throws Exception {
        TestOutlet outlet = replay(feed(DAY, ",'times':'recorded','speed':0"));

        assertThat(outlet.said)
                .extracting(one -> one.tick().time())
                .startsWith(Instant.parse("2026-01-02T09:00:00Z"), Instant.parse("2026-01-02T09:00:10Z"));
    }

    @Test
    void a_loop_begins_again_at_the_end() throws Exception {
        TestOutlet outlet = Kinds.run(feed(DAY, ",'loop':true,'speed':0"), TestOutlet.forQuotes(7));

        assertThat(outlet.prices()).containsExactly("1.10", "2.20", "1.30", "1.10", "2.20", "1.30", "1.10");
    }

    @Test
    void what_stands_out_of_order_comes_at_once_and_delays_nothing() throws Exception {
        TestOutlet outlet = replay(
                feed(HEAD + "2026-01-02T09:00:10Z,A,1,\n2026-01-02T09:00:05Z,A,2,\n2026-01-02T09:00:11Z,A,3,\n", ""));

        assertThat(outlet.times()).containsExactly(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void small_distances_do_not_add_up_to_a_drift() throws Exception {
        StringBuilder lines = new StringBuilder(HEAD);
        Instant first = Instant.parse("2026-01-02T09:00:00Z");
        for (int i = 0; i < 1000; i++) {
            lines.append(first.plusMillis(3L * i)).append(",A,1,1\n");
        }

        TestOutlet outlet = replay(feed(lines.toString(), ""));

        assertThat(outlet.times().get(999)).isBetween(Duration.ofMillis(2987), Duration.ofMillis(2997));
    }

    @Test
    void a_clock_that_is_set_neither_stops_nor_hurries_a_replay() {
        Timeline times = new Timeline(1);
        Instant recorded = Instant.parse("2026-01-02T09:00:00Z");
        Instant now = TestOutlet.BEGIN;

        assertThat(times.until(recorded, now)).isZero();
        assertThat(times.until(recorded.plusSeconds(10), now.minusSeconds(3600)))
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(times.until(recorded.plusSeconds(20), now.plusSeconds(3600))).isZero();
        assertThat(times.until(recorded.plusSeconds(30), now.plusSeconds(3601))).isEqualTo(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T09:00:05Z,ACME,1,000,3",
                "2026-01-02T09:00:05Z,ACME",
                "yesterday,ACME,1.0,1",
                "2026-01-02T09:00:05Z,two words,1.0,1",
                "2026-01-02T09:00:05Z,ACME,expensive,1",
                "2026-01-02T09:00:05Z,ACME,,1",
                "2026-01-02T09:00:05Z,ACME,1.0,-1",
                "2026-01-02T09:00:05Z,\"ACME\",1.0,1"
            })
    void a_wrong_line_is_told_by_its_number_and_the_next_run_goes_on_behind_it(String line) throws Exception {
        Feed feed = feed(HEAD + "2026-01-02T09:00:00Z,A,1,\n\n" + line + "\n2026-01-02T09:00:10Z,A,2,\n", "");
        TestOutlet outlet = TestOutlet.forever();

        assertThatThrownBy(() -> feed.run(outlet))
                .isInstanceOf(FeedException.class)
                .hasMessageStartingWith("day.csv, line 4: ");
        feed.run(outlet);

        assertThat(outlet.prices()).containsExactly("1", "2");
    }

    @Test
    void a_line_that_is_too_long_takes_no_memory_and_is_wrong() throws Exception {
        Feed feed = feed(HEAD + "x".repeat(100_000) + "\n2026-01-02T09:00:10Z,A,2,\n", "");
        TestOutlet outlet = TestOutlet.forever();

        assertThatThrownBy(() -> feed.run(outlet)).hasMessageContaining("line 2: it is longer than 512 characters");
        feed.run(outlet);

        assertThat(outlet.prices()).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-01-02T09:00:00Z,A,1,\n", "symbol,price\n", "time,symbol,price,when\n"})
    void a_file_without_its_head_is_wrong(String content) throws Exception {
        Feed feed = feed(content, "");

        assertThatThrownBy(() -> feed.run(TestOutlet.forever())).hasMessageContaining("the first line is time,symbol");
    }

    @Test
    void a_loop_over_nothing_is_a_failure_and_not_a_busy_thread() throws Exception {
        Feed feed = feed(HEAD, ",'loop':true,'speed':0");

        assertThatThrownBy(() -> feed.run(TestOutlet.forever())).hasMessage("day.csv has no quotes");
    }

    @Test
    void a_file_from_a_spreadsheet_is_taken() throws Exception {
        TestOutlet outlet = replay(feed(
                "\uFEFFTime, Symbol, Price, Volume, Bid, Ask\r\n2026-01-02T10:00:00+01:00, A, 1.5, 2, 1.4, 1.6\r\n",
                ",'times':'recorded'"));

        assertThat(outlet.said.get(0).tick().time()).isEqualTo("2026-01-02T09:00:00Z");
        assertThat(outlet.said.get(0).tick().ask()).isEqualTo("1.6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../secret.csv", "/etc/passwd", "a/../../secret.csv", ".", "..", "a/../day.csv", "./day.csv"})
    void a_name_that_leads_out_of_the_directory_is_refused(String name) {
        assertThatThrownBy(() -> feed("{'file':'" + name + "'}")).hasMessageContaining("carillon.ticker.replay-dir");
    }

    @Test
    void a_link_that_leads_out_of_the_directory_is_not_followed() throws Exception {
        Files.createSymbolicLink(directory.resolve("link.csv"), root.resolve("secret.csv"));
        Files.createSymbolicLink(directory.resolve("up"), root);
        Files.writeString(directory.resolve("day.csv"), DAY);
        Files.createSymbolicLink(directory.resolve("inside.csv"), directory.resolve("day.csv"));

        assertThatThrownBy(() -> replay(feed("{'file':'link.csv'}"))).hasMessageContaining("leads out of");
        assertThatThrownBy(() -> replay(feed("{'file':'up/secret.csv'}"))).hasMessageContaining("leads out of");
        assertThat(replay(feed("{'file':'inside.csv'}")).said).hasSize(3);
    }

    @Test
    void what_is_not_there_or_no_file_is_told() throws Exception {
        Files.createDirectory(directory.resolve("folder"));

        assertThatThrownBy(() -> replay(feed("{'file':'none.csv'}"))).hasMessageContaining("there is no none.csv");
        assertThatThrownBy(() -> replay(feed("{'file':'folder'}"))).hasMessageContaining("is not a file");
    }

    @Test
    void speed_and_times_are_checked() {
        assertThatThrownBy(() -> feed("{'file':'a.csv','speed':-1}")).hasMessageContaining("speed");
        assertThatThrownBy(() -> feed("{'file':'a.csv','times':'then'}")).hasMessageContaining("now, recorded");
    }
}
