package dev.carillon.ticker.api;

import dev.carillon.api.Service;
import dev.carillon.api.sse.HubEventSink;
import dev.carillon.stream.Meter;
import dev.carillon.ticker.compare.Comparing;
import dev.carillon.ticker.compare.Comparison;
import dev.carillon.ticker.compare.Technique;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Counts those reads that name a session with {@code compare}. Others pay a look at the query.
 *
 * <p>Threading: request threads; a stream is counted by its shard's thread.
 */
@Service
public class ReadCounter {

    private static final String PARAMETER = "compare";

    private final Comparing comparing;

    @Inject
    ReadCounter(Comparing comparing) {
        this.comparing = comparing;
    }

    /**
     * The answer of a poll, counted when it is made. The request has to be in asynchronous mode.
     *
     * @throws dev.carillon.event.HubException with {@code not-found} if there is no such session
     */
    Supplier<QuoteAnswer> polling(HttpServletRequest request, Duration patience, Supplier<QuoteAnswer> answer) {
        Optional<Comparison> session = session(request);
        if (session.isEmpty()) {
            return answer;
        }
        Comparison comparison = session.get();
        Technique technique = patience.isZero() ? Technique.SHORT_POLL : Technique.LONG_POLL;
        comparison.asked(technique, Heads.of(request));
        // On this thread, as long as the response is ours; the filters have set theirs.
        Map<String, Collection<String>> headers =
                Heads.headers((HttpServletResponse) request.getAsyncContext().getResponse());
        return () -> {
            QuoteAnswer made = answer.get();
            comparison.sent(technique, Heads.of(headers, made.toResponse()));
            String text = made.json();
            if (text != null) {
                SentQuotes.in(text, (symbol, sequence) -> comparison.shown(technique, symbol, sequence));
            }
            return made;
        };
    }

    /** Counts a stream, which has not opened yet; refuses as {@link #polling}. */
    void pushing(HttpServletRequest request, HubEventSink sink) {
        session(request).ifPresent(comparison -> {
            comparison.asked(Technique.PUSH, Heads.of(request));
            sink.measure(new PushMeter(comparison));
        });
    }

    private Optional<Comparison> session(HttpServletRequest request) {
        String query = request.getQueryString();
        // A container takes a query to pieces only if it is asked; the name may be encoded.
        if (query == null || (!query.contains(PARAMETER) && query.indexOf('%') < 0)) {
            return Optional.empty();
        }
        return Optional.ofNullable(request.getParameter(PARAMETER)).map(comparing::use);
    }

    private record PushMeter(Comparison comparison) implements Meter {

        @Override
        public void head(HttpServletResponse response) {
            comparison.sent(Technique.PUSH, Heads.of(Heads.headers(response)));
        }

        @Override
        public void wrote(byte[] bytes, int length) {
            comparison.sent(Technique.PUSH, length);
            // Names of symbols are ASCII, and one byte a character is found fastest.
            String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            SentQuotes.in(text, (symbol, sequence) -> comparison.shown(Technique.PUSH, symbol, sequence));
        }
    }
}
