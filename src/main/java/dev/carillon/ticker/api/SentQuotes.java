package dev.carillon.ticker.api;

import dev.carillon.ticker.model.Quote;
import java.util.function.ObjLongConsumer;

/** Finds the quotes in what goes to a client, whatever is around them: they are written by {@link Quote#json()} alone. */
final class SentQuotes {

    private static final String SYMBOL = "{\"symbol\":\"";
    private static final String SEQUENCE = "\"sequence\":";

    private SentQuotes() {}

    /** Gives symbols and sequences. */
    static void in(String text, ObjLongConsumer<String> use) {
        int at = text.indexOf(SYMBOL);
        while (at >= 0) {
            int begin = at + SYMBOL.length();
            String symbol = text.substring(begin, text.indexOf('"', begin));
            int number = text.indexOf(SEQUENCE, begin) + SEQUENCE.length();
            int end = text.indexOf('}', number);
            use.accept(symbol, Long.parseLong(text, number, end, 10));
            at = text.indexOf(SYMBOL, end);
        }
    }
}
