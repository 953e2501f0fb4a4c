package dev.carillon.ticker.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Event;
import dev.carillon.event.Payload;
import dev.carillon.stream.NdjsonFormat;
import dev.carillon.stream.SseFormat;
import dev.carillon.ticker.Board;
import dev.carillon.ticker.Standing;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentQuotesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");
    private static final Quote ACME = quote("ACME", 17);
    private static final Quote DOTTED = quote("a.b-C_9", 9_007_199_254_740_991L);

    @Test
    void they_are_found_in_the_answers_of_polls() {
        Standing acme = new Standing(ACME);
        QuoteAnswer one = QuoteAnswer.one(acme);
        QuoteAnswer many = QuoteAnswer.many(new Board.Picture(4, List.of(acme, new Standing(DOTTED))));

        assertThat(in(one.json())).containsExactly("ACME 17");
        assertThat(in(many.json())).containsExactly("ACME 17", "a.b-C_9 9007199254740991");
    }

    @Test
    void they_are_found_in_streams_of_every_format() {
        for (var format : List.of(SseFormat.PLAIN, SseFormat.ENVELOPE, NdjsonFormat.NDJSON)) {
            String stream = text(format.event(event(ACME), null)) + text(format.event(event(DOTTED), null));

            assertThat(in(stream)).containsExactly("ACME 17", "a.b-C_9 9007199254740991");
        }
    }

    @Test
    void nothing_is_found_where_nothing_is() {
        String opening = text(SseFormat.PLAIN.opening(Duration.ofSeconds(2)));
        String closing = text(NdjsonFormat.NDJSON.closing("drained"));
        Event forgotten = Event.of(ACME.symbol().channel(), Payload.text(""), NOW)
                .withKey("ACME")
                .asVolatile();

        assertThat(in(opening + closing)).isEmpty();
        assertThat(in(text(NdjsonFormat.NDJSON.event(forgotten, null)))).isEmpty();
        assertThat(in("")).isEmpty();
    }

    private static List<String> in(String text) {
        List<String> found = new ArrayList<>();
        SentQuotes.in(text, (symbol, sequence) -> found.add(symbol + " " + sequence));
        return found;
    }

    private static Event event(Quote quote) {
        return new Event(
                quote.symbol().channel(),
                "quote",
                Payload.json(quote.json()),
                quote.symbol().value(),
                NOW,
                Event.Durability.VOLATILE);
    }

    private static Quote quote(String symbol, long sequence) {
        BigDecimal price = new BigDecimal("189.30");
        return new Quote(new Symbol(symbol), price, price, price, price, price, price, NOW, sequence, 4);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
