package dev.carillon.ticker;

import dev.carillon.ticker.model.Quote;
import org.jspecify.annotations.Nullable;

/**
 * A quote that is, or was, the newest of its symbol.
 *
 * <p>Threading: {@link Board} ends it; any thread may look.
 */
public final class Standing {

    private final Quote quote;
    private volatile long ceasedMicros;

    /** Made by the first who asks; if two do at once, both make the same. */
    private @Nullable String json;

    public Standing(Quote quote) {
        this.quote = quote;
    }

    public Quote quote() {
        return quote;
    }

    /** The document of the quote, made once for all who poll: prices and times in text are most of what an answer costs. */
    public String json() {
        String made = json;
        if (made == null) {
            made = quote.json();
            json = made;
        }
        return made;
    }

    /** When a newer one came, in microseconds since 1970: the version of that one. 0 while it is the newest. */
    public long ceasedMicros() {
        return ceasedMicros;
    }

    void replacedBy(Quote next) {
        ceasedMicros = next.version();
    }
}
