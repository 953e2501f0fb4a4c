package dev.carillon.ticker.feed.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockKindTest {

    private final ClockKind kind = new ClockKind();

    @Test
    void the_time_is_said_at_once_and_then_at_whole_multiples() {
        TestOutlet outlet = TestOutlet.forQuotes(3);
        outlet.jump(Duration.ofMillis(500));

        Kinds.run(Kinds.feed(kind, "{}"), outlet);

        assertThat(outlet.prices()).containsExactly("1795780800", "1795780802", "1795780804");
        assertThat(outlet.times())
                .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(outlet.said.get(0).tick().symbol().value()).isEqualTo("CLOCK");
    }

    @Test
    void it_has_any_symbol_and_a_time_within_bounds() {
        TestOutlet outlet = Kinds.run(
                Kinds.feed(kind, "{'symbol':'UTC','every':'PT1M'}"), TestOutlet.forTime(Duration.ofMinutes(2)));

        assertThat(outlet.said)
                .hasSize(2)
                .allMatch(one -> one.tick().symbol().value().equals("UTC"));
        assertThatThrownBy(() -> Kinds.feed(kind, "{'every':'PT0.01S'}")).hasMessageContaining("every");
        assertThatThrownBy(() -> Kinds.feed(kind, "{'symbol':'a b'}")).hasMessageContaining("symbol");
    }
}
