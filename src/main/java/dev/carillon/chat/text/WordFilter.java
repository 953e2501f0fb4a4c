package dev.carillon.chat.text;

import com.ibm.icu.text.BreakIterator;
import java.util.BitSet;
import java.util.List;

/**
 * Keeps words out of the rooms: whole words, in any case, also with other letters that look the same (digits, Cyrillic, full-width),
 * with invisible characters or strokes in them, or with dots, hyphens, underscores or stars between their letters. In scripts without
 * spaces a word is found anywhere.
 *
 * <p>The time is that of one walk through a tree of the words from the beginning of each word of the text.
 *
 * <p>Threading: immutable.
 */
public final class WordFilter implements MessageFilter {

    private static final Verdict PASS = new Verdict.Pass();
    private static final Verdict REFUSE =
            new Verdict.Refuse("The message has a word that is not wanted on this server.");

    /** So many signs in a row between two letters do not hide a word; more do. It bounds the walk. */
    private static final int MAX_SIGNS = 3;

    private static final int NONE = -1;

    /** What becomes of a message with such a word. */
    public enum Mode {
        REFUSE,
        /** Each character of the word becomes a star. */
        MASK
    }

    private final WordTree words = new WordTree();
    private final Mode mode;

    private WordFilter(Mode mode) {
        this.mode = mode;
    }

    /** A filter for these words and phrases. Without a word everything passes. */
    public static WordFilter of(List<String> words, Mode mode) {
        WordFilter filter = new WordFilter(mode);
        words.forEach(filter::add);
        return filter;
    }

    @Override
    public Verdict check(String room, String authorId, String text) {
        if (words.isEmpty()) {
            return PASS;
        }
        Letters letters = Letters.of(text);
        BitSet clusters = new BitSet();
        int at = 0;
        while (at < letters.size()) {
            int end = isBegin(letters, at) ? longest(letters, at, words, 0) : NONE;
            if (end != NONE && mode == Mode.REFUSE) {
                return REFUSE;
            }
            if (end != NONE) {
                clusters.set(letters.cluster(at), letters.cluster(end - 1) + 1);
            }
            at = Math.max(at + 1, end);
        }
        return clusters.isEmpty() ? PASS : new Verdict.Change(masked(text, clusters));
    }

    /** A word that has letters of another script is also found with Latin letters that look like some of them, but not all. */
    private void add(String word) {
        StringBuilder folded = new StringBuilder();
        StringBuilder looks = new StringBuilder();
        Letters letters = Letters.of(word.strip());
        for (int i = 0; i < letters.size(); i++) {
            int codePoint = letters.codePoint(i);
            if (!isSign(codePoint)) {
                List<String> readings = Letters.readings(codePoint);
                folded.append(readings.get(0));
                looks.append(readings.get(codePoint < 0x80 || readings.size() == 1 ? 0 : 1));
            }
        }
        words.add(folded.toString());
        if (!Clusters.isAscii(looks.toString())) {
            words.add(looks.toString());
        }
    }

    /** Where the longest word that begins here ends, or NONE. Each node of the tree is met at most once. */
    private static int longest(Letters letters, int at, WordTree node, int signs) {
        int best = node.isEnd() && signs == 0 && isEnd(letters, at) ? at : NONE;
        if (at == letters.size() || node.isEmpty()) {
            return best;
        }
        int codePoint = letters.codePoint(at);
        if (isSign(codePoint)) {
            boolean inside = at > 0 && signs < MAX_SIGNS;
            return inside ? Math.max(best, longest(letters, at + 1, node, signs + 1)) : best;
        }
        for (String reading : Letters.readings(codePoint)) {
            WordTree next = node.after(reading);
            if (next != null) {
                best = Math.max(best, longest(letters, at + 1, next, 0));
            }
        }
        return best;
    }

    private static boolean isBegin(Letters letters, int at) {
        if (isSign(letters.codePoint(at))) {
            return false;
        }
        return at == 0 || isBetween(letters.codePoint(at - 1), letters.codePoint(at));
    }

    private static boolean isEnd(Letters letters, int at) {
        return at > 0 && (at == letters.size() || isBetween(letters.codePoint(at), letters.codePoint(at - 1)));
    }

    /** Whether a word can stand beside this. Its own end may be a sign that is read as a letter. */
    private static boolean isBetween(int outside, int inside) {
        if (Characters.isDependent(outside)) {
            return false;
        }
        return !Characters.isInWord(outside) || Characters.isUnspaced(outside) || Characters.isUnspaced(inside);
    }

    private static boolean isSign(int codePoint) {
        return switch (codePoint) {
            case '.', '-', '_', '*', '\'', '+', '~', 0xB7, 0x2010, 0x2011, 0x2019 -> true;
            default -> false;
        };
    }

    /** White space stays, so that lines do. */
    private static String masked(String text, BitSet clusters) {
        StringBuilder masked = new StringBuilder(text.length());
        BreakIterator breaks = Clusters.of(text);
        int begin = 0;
        int cluster = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            boolean star = clusters.get(cluster++) && !Characters.isWhiteSpace(text.codePointAt(begin));
            if (star) {
                masked.append('*');
            } else {
                masked.append(text, begin, end);
            }
            begin = end;
        }
        return masked.toString();
    }
}
