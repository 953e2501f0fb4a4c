package dev.carillon.ticker.api;

import dev.carillon.ticker.model.Symbol;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A poll of quotes as most of them come: one that means the same to whoever reads it. What JAX-RS decodes, negotiates or refuses is
 * no such poll; nor is one that is counted for a comparison.
 *
 * @param symbol the one that it is about; null if it is about many
 * @param symbols {@code ?symbols=} of many
 */
record PlainPoll(@Nullable Symbol symbol, @Nullable String symbols, QuoteQuery query) {

    private static final String PATH = "/api/ticker";

    /** An answer is the same for all of these. */
    private static final Set<String> ACCEPTED = Set.of("*/*", "application/json", "text/plain");

    /**
     * Reads a request; null if it is anything else.
     *
     * @throws dev.carillon.event.InvalidRequestException if its symbol is none
     */
    static @Nullable PlainPoll of(HttpServletRequest request) {
        // Payara loses the next request on a connection if one that was dispatched again is answered too fast.
        boolean plain = request.getMethod().equals("GET")
                && request.getDispatcherType() == DispatcherType.REQUEST
                && request.getContentType() == null
                && isPlain(request.getHeader("Accept"));
        if (!plain) {
            return null;
        }
        String uri = request.getRequestURI();
        String path = request.getContextPath() + PATH;
        boolean many = uri.equals(path);
        boolean one = uri.startsWith(path + '/') && uri.length() > path.length() + 1;
        Fields fields = many || one ? Fields.of(request.getQueryString()) : null;
        if (fields == null) {
            return null;
        }
        // The rest of the path as it came: a symbol has nothing in it that could be encoded.
        Symbol symbol = many ? null : new Symbol(uri.substring(path.length() + 1));
        QuoteQuery query =
                QuoteQuery.of(fields.after, fields.wait, Collections.list(request.getHeaders("If-None-Match")));
        return new PlainPoll(symbol, fields.symbols, query);
    }

    private static boolean isPlain(@Nullable String accept) {
        if (accept == null || ACCEPTED.contains(accept)) {
            return true;
        }
        boolean json = false;
        for (String type : accept.split(",", -1)) {
            String name = type.strip();
            if (!ACCEPTED.contains(name)) {
                return false;
            }
            json |= !name.equals("text/plain");
        }
        return json;
    }

    /** What the query has of a poll; of several fields of one name the first. */
    private static final class Fields {

        private @Nullable String symbols;
        private @Nullable String after;
        private @Nullable String wait;

        /** Null if there is more to it than text. */
        static @Nullable Fields of(@Nullable String query) {
            Fields fields = new Fields();
            int start = query == null ? 1 : 0;
            while (query != null && start <= query.length()) {
                int next = query.indexOf('&', start);
                int end = next < 0 ? query.length() : next;
                if (!fields.add(query.substring(start, end))) {
                    return null;
                }
                start = end + 1;
            }
            return fields;
        }

        private boolean add(String field) {
            int end = field.indexOf('=');
            if (end <= 0) {
                return field.isEmpty();
            }
            // A page's URLSearchParams encodes the comma between symbols.
            String value = field.substring(end + 1).replace("%2C", ",").replace("%2c", ",");
            String name = field.substring(0, end);
            if (!isText(name) || !isText(value) || name.equals("compare")) {
                return false;
            }
            switch (name) {
                case "symbols" -> symbols = symbols == null ? value : symbols;
                case "after" -> after = after == null ? value : after;
                case "wait" -> wait = wait == null ? value : wait;
                default -> {}
            }
            return true;
        }

        private static boolean isText(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '%' || c == '+' || c == ';' || c > '~') {
                    return false;
                }
            }
            return true;
        }
    }
}
