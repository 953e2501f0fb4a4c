package dev.carillon.chat.archive;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words as the index has them: each begins with the number of its room. */
final class Words {

    /** Of a search; all that is beyond is ignored. */
    static final int MAX_SEARCHED = 10;

    /** A longer word is cut, in the index as in a search: FTS5 has a limit of its own, and a link is no word. */
    private static final int MAX_CHARACTERS = 64;

    /** Whatever Java or SQLite takes for a separator; U+180E is one for SQLite alone. */
    private static final Pattern SEPARATOR = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\x{180E}]+");

    /** The index drops diacritics, so a word of nothing else would be found in every message. */
    private static final Pattern NOTHING = Pattern.compile("\\p{M}*");

    private Words() {}

    /** What the index is given. */
    static String indexed(long room, String words) {
        return split(words).map(word -> prefix(room) + word).collect(Collectors.joining(" "));
    }

    /**
     * A query of FTS5 that finds messages of the room with words that begin with all of these; empty if there is nothing to look
     * for. Every word stands in quotes, so nothing in it is syntax.
     */
    static String query(long room, Collection<String> words) {
        List<String> searched = words.stream()
                .flatMap(Words::split)
                .distinct()
                .limit(MAX_SEARCHED)
                .toList();
        return searched.stream()
                .map(word -> "\"" + prefix(room) + word.replace("\"", "\"\"") + "\"*")
                .collect(Collectors.joining(" AND "));
    }

    private static String prefix(long room) {
        return Long.toString(room, Character.MAX_RADIX) + ":";
    }

    private static Stream<String> split(String words) {
        return SEPARATOR
                .splitAsStream(words)
                .map(Words::cut)
                .filter(word -> !NOTHING.matcher(word).matches())
                .distinct();
    }

    private static String cut(String word) {
        return word.codePointCount(0, word.length()) <= MAX_CHARACTERS
                ? word
                : word.substring(0, word.offsetByCodePoints(0, MAX_CHARACTERS));
    }
}
