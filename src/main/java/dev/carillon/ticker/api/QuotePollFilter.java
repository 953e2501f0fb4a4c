package dev.carillon.ticker.api;

import dev.carillon.api.ApiSettings;
import dev.carillon.api.Refusals;
import dev.carillon.event.HubException;
import dev.carillon.security.Caller;
import dev.carillon.ticker.model.Symbol;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@linkplain PlainPoll plain} polls of quotes before JAX-RS, whose dispatch takes several times what everything else about
 * them takes ({@code docs/decisions.md}). What is anything else, or is to be refused before anything has begun, goes on to the
 * resources, which do the same with the same {@link QuoteReader}: so a refusal has one wording.
 *
 * <p>Threading: request threads; see {@link FilterAsker} for answers that come later.
 */
public final class QuotePollFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient QuoteReader reader;
    private final transient ApiSettings settings;
    private final transient Refusals refusals;

    public QuotePollFilter(QuoteReader reader, ApiSettings settings, Refusals refusals) {
        this.reader = reader;
        this.settings = settings;
        this.refusals = refusals;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        QuotePoll poll = poll(request);
        if (poll == null) {
            chain.doFilter(request, response);
            return;
        }
        FilterAsker asker = new FilterAsker(request, response, refusals);
        try {
            reader.answer(poll, request, asker);
        } catch (RuntimeException failure) {
            asker.fail(failure);
        }
    }

    /** Null if JAX-RS is to look at it. */
    private @Nullable QuotePoll poll(HttpServletRequest request) {
        try {
            PlainPoll plain = PlainPoll.of(request);
            if (plain == null) {
                return null;
            }
            Symbol symbol = plain.symbol();
            return symbol == null
                    ? reader.many(
                            Chosen.of(plain.symbols(), settings.maxSelectors()), plain.query(), Caller.of(request))
                    : reader.one(symbol, plain.query(), Caller.of(request));
        } catch (HubException refused) {
            return null;
        }
    }
}
