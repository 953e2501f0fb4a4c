package dev.carillon.chat.text;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds {@code @Name} in a text, where a name may have spaces, and where Chinese has none around it. */
public final class Mentions {

    /** A message that calls more people than this calls nobody. The rest is text. */
    private static final int MAX_FOUND = 20;

    /** How far a name can reach, in Java's characters; the longest {@link DisplayName} is shorter. */
    private static final int MAX_NAME = 256;

    private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();

    private Mentions() {}

    /**
     * Who is mentioned, at most 20 different people, in the order of the text. The longest name wins: "@Ann Lee" is not "@Ann".
     *
     * <p>{@code @} behind a letter or a digit is part of a mail address and no mention, unless the letter is of a script without
     * spaces. A name ends where a word ends; Korean particles may follow it. Behind one {@code @} at most 256 names are tried,
     * and never beyond the next {@code @}, so the time grows with the text and no faster.
     *
     * @param known maps a name's {@link #key} to a user id, or to null
     */
    public static List<String> find(String text, Function<String, @Nullable String> known) {
        Set<String> found = new LinkedHashSet<>();
        int at = 0;
        while (at < text.length() && found.size() < MAX_FOUND) {
            int begin = at + 1;
            if (isAt(text.charAt(at)) && isFree(text, at)) {
                begin = mentioned(text, begin, known, found);
            }
            at = begin;
        }
        return List.copyOf(found);
    }

    /** Equal for names that are the same but for case and compatible forms (Unicode's NFKC_Casefold). */
    public static String key(String name) {
        return FOLD.normalize(name);
    }

    /** Adds the one whose name begins here, and returns where to go on. */
    private static int mentioned(String text, int begin, Function<String, @Nullable String> known, Set<String> found) {
        List<Integer> ends = ends(text, begin);
        for (int i = ends.size() - 1; i >= 0; i--) {
            int end = ends.get(i);
            String user = known.apply(key(text.substring(begin, end)));
            if (user != null) {
                found.add(user);
                return end;
            }
        }
        return begin;
    }

    /** Where a name that begins here could end, nearest first. */
    private static List<Integer> ends(String text, int begin) {
        List<Integer> ends = new ArrayList<>();
        int last = Math.min(text.length(), begin + MAX_NAME);
        int at = begin;
        while (at < last && !isBarrier(text.charAt(at))) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            boolean space = Characters.isWhiteSpace(codePoint);
            if (space && ends.isEmpty()) {
                return ends;
            }
            if (!space && isEnd(text, codePoint, at)) {
                ends.add(at);
            }
        }
        return ends;
    }

    private static boolean isEnd(String text, int last, int at) {
        if (at == text.length()) {
            return true;
        }
        int next = text.codePointAt(at);
        return !joins(last, next) || (isKorean(next) && !Characters.isDependent(next));
    }

    private static boolean isFree(String text, int at) {
        return at == 0 || !isInMail(text.codePointBefore(at));
    }

    private static boolean isInMail(int codePoint) {
        return (Characters.isInWord(codePoint) || codePoint == '_')
                && !Characters.isUnspaced(codePoint)
                && !isKorean(codePoint);
    }

    private static boolean joins(int left, int right) {
        boolean underscore = left == '_' ? Characters.isInWord(right) : right == '_' && Characters.isInWord(left);
        return underscore || Characters.joins(left, right);
    }

    private static boolean isKorean(int codePoint) {
        return codePoint >= 0x1100 && UScript.getScript(codePoint) == UScript.HANGUL;
    }

    private static boolean isAt(char c) {
        return c == '@' || c == '\uFF20';
    }

    private static boolean isBarrier(char c) {
        return isAt(c) || Characters.isControl(c);
    }
}
