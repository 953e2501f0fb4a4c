package dev.carillon;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** What somebody sends who looks for a way in: pieces of what a parser expects, in any order, with anything in between. */
public final class Hostile {

    private static final String[] ANYWHERE = {
        "", "\r", "\n", "\r\n", "\0", "\uFEFF", "\u2028", "\u0085", "\uD800", "\uDFFF", "\uFFFF", " ", "\t", "%00",
        "%0d%0a", "%2e%2e", "%", "\\", "'", "\"", ";", ",", ":", "=", "&", "#", "?", "..", "/", "//", "*", "**", "~",
        "-", "\u202E", "İ", "ß", "１", "K"
    };

    private Hostile() {}

    /** Texts that are made of these pieces and of anything. */
    public static Arbitrary<String> text(String... pieces) {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(pieces)),
                Tuple.of(3, Arbitraries.of(ANYWHERE)),
                Tuple.of(1, Arbitraries.strings().all().ofMaxLength(8)),
                Tuple.of(1, Arbitraries.strings().ascii().ofMaxLength(200)));
        return piece.list().ofMaxSize(12).map(parts -> String.join("", parts));
    }
}
