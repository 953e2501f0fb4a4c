package dev.carillon.ticker.feed.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.ticker.model.Tick;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomWalkKindTest {

    private final RandomWalkKind kind = new RandomWalkKind();

    private List<Tick> walk(String config, int quotes) {
        return Kinds.run(Kinds.feed(kind, config), TestOutlet.forQuotes(quotes)).said.stream()
                .map(TestOutlet.Said::tick)
                .toList();
    }

    @Test
    void the_same_seed_gives_the_same_prices_on_every_machine() {
        List<Tick> one = walk("{'symbols':'ACME','seed':7}", 500);
        List<Tick> same = walk("{'symbols':'ACME','seed':7}", 500);
        List<Tick> other = walk("{'symbols':'ACME','seed':8}", 500);

        assertThat(same).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
        assertThat(one.stream().limit(6).map(tick -> tick.price().toPlainString()))
                .containsExactly("100.00", "99.95", "99.96", "100.04", "100.12", "100.04");
    }

    @Test
    void a_symbol_more_does_not_change_the_others() {
        List<Tick> alone = walk("{'symbols':'ACME','seed':7}", 100);
        List<Tick> both = walk("{'symbols':'ACME,GLOBEX','seed':7}", 200);

        assertThat(both.stream().filter(tick -> tick.symbol().value().equals("ACME")))
                .containsExactlyElementsOf(alone);
        assertThat(both).extracting(tick -> tick.symbol().value()).startsWith("ACME", "GLOBEX", "ACME", "GLOBEX");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'symbols':'A','seed':1,'volatility':1,'decimals':0,'start':1}",
                "{'symbols':'A','seed':2,'volatility':1,'decimals':8,'start':'0.00000001'}",
                "{'symbols':'A','seed':3,'volatility':1,'decimals':2,'start':1000000000}"
            })
    void prices_are_above_zero_and_have_their_decimals_whatever_they_do(String config) {
        List<Tick> walk = walk(config, 20_000);

        int decimals = walk.get(0).price().scale();
        assertThat(walk).allSatisfy(tick -> {
            assertThat(tick.price().signum()).isPositive();
            assertThat(tick.price().scale()).isEqualTo(decimals);
            assertThat(tick.volume()).isBetween(BigDecimal.ONE, BigDecimal.valueOf(1000));
            assertThat(tick.volume().scale()).isZero();
        });
        assertThat(walk.stream().map(Tick::price).distinct().count()).isGreaterThan(100);
    }

    @Test
    void a_price_without_volatility_stands_still() {
        assertThat(walk("{'symbols':'A','volatility':0,'start':'12.5'}", 10))
                .extracting(tick -> tick.price().toPlainString())
                .containsOnly("12.50");
    }

    @Test
    void quotes_come_evenly_and_at_their_rate() {
        TestOutlet outlet =
                Kinds.run(Kinds.feed(kind, "{'symbols':'A,B','rate':2}"), TestOutlet.forTime(Duration.ofSeconds(1)));

        assertThat(outlet.times())
                .containsExactly(Duration.ZERO, Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(750));
    }

    @Test
    void ten_thousand_a_second_come_in_batches() {
        TestOutlet outlet =
                Kinds.run(Kinds.feed(kind, "{'symbols':'A','rate':10000}"), TestOutlet.forTime(Duration.ofSeconds(3)));

        assertThat(outlet.said).hasSizeBetween(29_800, 30_001);
        assertThat(outlet.times().stream().distinct().count()).isEqualTo(300);
    }

    @Test
    void what_was_missed_while_the_clock_jumped_is_not_made_up_for() {
        Pace pace = new Pace(100);

        assertThat(pace.due(TestOutlet.BEGIN)).isEqualTo(1);
        assertThat(pace.due(TestOutlet.BEGIN.plusMillis(500))).isEqualTo(50);
        assertThat(pace.due(TestOutlet.BEGIN.plusSeconds(3600))).isEqualTo(1);
        assertThat(pace.due(TestOutlet.BEGIN)).isEqualTo(1);
        assertThat(pace.untilNext(TestOutlet.BEGIN)).isEqualTo(Pace.BATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'symbols':'A,B','rate':5001}",
                "{'symbols':'A','rate':0}",
                "{'symbols':'A','start':0}",
                "{'symbols':'A','start':'0.001'}",
                "{'symbols':'A','volatility':-1}",
                "{'symbols':'A','decimals':9}",
                "{'symbols':'A','seed':'x'}"
            })
    void what_makes_no_sense_is_refused(String config) {
        assertThatThrownBy(() -> Kinds.feed(kind, config)).hasMessageContaining("Correct it.");
    }
}
