package dev.carillon.chat.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Words as people count them (Unicode TR 29, with ICU's dictionaries for scripts without spaces), in NFKC and folded to lower case,
 * so that a word that is searched is the word that was said.
 */
public final class Words {

    /** A word of an index. A text of 4,000 letters with spaces has no more; in Chinese the rest of a very long one is not found. */
    private static final int MAX_INDEXED = 2_000;

    private static final int MAX_SEARCHED = 10;

    /** In Java's characters: nobody searches for more, and it bounds what a search costs. */
    private static final int MAX_QUERY = 1_000;

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    /** Never used itself, only cloned. */
    private static final BreakIterator PROTOTYPE = BreakIterator.getWordInstance(ULocale.ROOT);

    private Words() {}

    /** The words of a text in their order, at most 2,000, with one space between them; empty if it has none. */
    public static String index(String text) {
        StringBuilder index = new StringBuilder();
        each(
                text,
                MAX_INDEXED,
                word -> index.append(index.length() == 0 ? "" : " ").append(word));
        return index.toString();
    }

    /** The different words of a search, the first 10. Without a word it is refused with {@code bad-request}. */
    public static List<String> query(String query) {
        Set<String> words = new LinkedHashSet<>();
        each(query.substring(0, Math.min(query.length(), MAX_QUERY)), MAX_QUERY, words::add);
        if (words.isEmpty()) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "A search has at least one word: letters, digits or emoji.",
                    query.isEmpty() ? "It is empty." : "It is " + InvalidRequestException.quote(query) + ".",
                    "Send the words that you look for as 'q'.");
        }
        return words.stream().limit(MAX_SEARCHED).toList();
    }

    private static void each(String text, int max, Consumer<String> word) {
        String folded = NFKC.normalize(UCharacter.foldCase(NFKC.normalize(text), true));
        BreakIterator breaks = PROTOTYPE.clone();
        breaks.setText(folded);
        int begin = 0;
        int count = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE && count < max; end = breaks.next()) {
            String piece = trimmed(folded.substring(begin, end));
            if (piece.codePoints().anyMatch(Words::counts)) {
                word.accept(piece);
                count++;
            }
            begin = end;
        }
    }

    /** A joiner ties a space in front of it to an emoji behind it. */
    private static String trimmed(String piece) {
        int begin = 0;
        for (int i = 0; i < piece.length(); i++) {
            if (Characters.isWhiteSpace(piece.charAt(i)) || Characters.isControl(piece.charAt(i))) {
                begin = i + 1;
            }
        }
        return piece.substring(begin);
    }

    private static boolean counts(int codePoint) {
        return UCharacter.isLetterOrDigit(codePoint)
                || (codePoint >= 0x80 && UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI));
    }
}
