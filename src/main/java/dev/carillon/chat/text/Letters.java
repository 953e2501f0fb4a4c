package dev.carillon.chat.text;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import java.util.List;

/**
 * A text as a {@link WordFilter} reads it: code points in NFKC without what is only decoration, each with the cluster that it came
 * from. White space is one space.
 */
final class Letters {

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();

    /** What a letter of ASCII can stand for: digits and signs that are drawn like letters, and capital I, which looks like l. */
    private static final List<List<String>> ASCII = readingsOfAscii();

    private int[] codePoints;
    private int[] clusters;
    private int size;

    private Letters(int capacity) {
        codePoints = new int[capacity];
        clusters = new int[capacity];
    }

    static Letters of(String text) {
        Letters letters = new Letters(text.length());
        BreakIterator breaks = Clusters.of(text);
        int begin = 0;
        int cluster = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            int from = cluster++;
            NFKC.normalize(text.substring(begin, end)).codePoints().forEach(c -> letters.add(c, from));
            begin = end;
        }
        return letters;
    }

    int size() {
        return size;
    }

    int codePoint(int index) {
        return codePoints[index];
    }

    /** Number of the grapheme cluster of the text. */
    int cluster(int index) {
        return clusters[index];
    }

    /** What it can stand for, in lower case. */
    static List<String> readings(int codePoint) {
        if (codePoint < 0x80) {
            return ASCII.get(codePoint);
        }
        String own = FOLD.normalize(Character.toString(codePoint));
        if (codePoint >= 0x3000 && codePoint < 0x1D000) {
            return List.of(own);
        }
        String look = Lookalikes.look(codePoint);
        if (look.equals("l")) {
            return List.of(own, look, "i");
        }
        return look.equals(own) ? List.of(own) : List.of(own, look);
    }

    private void add(int codePoint, int cluster) {
        boolean space = Characters.isWhiteSpace(codePoint);
        if (space && (size == 0 || codePoints[size - 1] == ' ')) {
            return;
        }
        if (!space && isDecoration(codePoint)) {
            return;
        }
        if (size == codePoints.length) {
            codePoints = Arrays.copyOf(codePoints, size * 2 + 16);
            clusters = Arrays.copyOf(clusters, size * 2 + 16);
        }
        codePoints[size] = space ? ' ' : codePoint;
        clusters[size++] = cluster;
    }

    /** Nothing that is seen, or a mark of no script: a stroke through a letter, but not a vowel of Thai. */
    private static boolean isDecoration(int codePoint) {
        return Characters.isIgnorable(codePoint)
                || (Characters.isMark(codePoint) && UScript.getScript(codePoint) == UScript.INHERITED);
    }

    private static List<List<String>> readingsOfAscii() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<String>[] readings = new List[0x80];
        for (int c = 0; c < readings.length; c++) {
            readings[c] = List.of(FOLD.normalize(Character.toString(c)));
        }
        readings['I'] = List.of("i", "l");
        readings['|'] = List.of("|", "i", "l");
        readings['!'] = List.of("!", "i", "l");
        readings['1'] = List.of("1", "i", "l");
        readings['0'] = List.of("0", "o");
        readings['3'] = List.of("3", "e");
        readings['4'] = List.of("4", "a");
        readings['5'] = List.of("5", "s");
        readings['7'] = List.of("7", "t");
        readings['$'] = List.of("$", "s");
        readings['@'] = List.of("@", "a");
        return List.of(readings);
    }
}
