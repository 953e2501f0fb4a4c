package dev.carillon.chat.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/** Characters as people count them: grapheme clusters, Unicode TR 29. */
final class Clusters {

    /** Never used itself, only cloned. */
    private static final BreakIterator PROTOTYPE = BreakIterator.getCharacterInstance(ULocale.ROOT);

    private Clusters() {}

    /** Walks through a text. {@code clusters(text).next()} is the end of the first. */
    static BreakIterator of(String text) {
        BreakIterator clusters = PROTOTYPE.clone();
        clusters.setText(text);
        return clusters;
    }

    static int count(String text) {
        if (isAscii(text)) {
            return countAscii(text);
        }
        BreakIterator clusters = of(text);
        int count = 0;
        while (clusters.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }

    /** As many whole clusters from the beginning as fit into both limits. */
    static String cut(String text, int maxClusters, int maxBytes) {
        BreakIterator clusters = of(text);
        int taken = 0;
        int bytes = 0;
        for (int count = 0; count < maxClusters; count++) {
            int end = clusters.next();
            if (end == BreakIterator.DONE) {
                return text;
            }
            bytes += text.substring(taken, end)
                    .codePoints()
                    .map(Characters::sizeInBytes)
                    .sum();
            if (bytes > maxBytes) {
                break;
            }
            taken = end;
        }
        return text.substring(0, taken);
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** In ASCII only CR LF is one cluster of two. */
    private static int countAscii(String text) {
        int count = text.length();
        for (int at = text.indexOf("\r\n"); at >= 0; at = text.indexOf("\r\n", at + 2)) {
            count--;
        }
        return count;
    }
}
