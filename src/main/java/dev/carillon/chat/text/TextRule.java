package dev.carillon.chat.text;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a text may be.
 *
 * @param minClusters 1 also means that it is not only white space
 * @param allowed which code points, beside well-formedness
 */
record TextRule(
        Problem problem, String rule, String remedy, int minClusters, int maxClusters, int maxBytes, Allowed allowed) {

    /** Whether a code point may stand behind another; the first one stands behind -1. */
    @FunctionalInterface
    interface Allowed {
        boolean test(int previous, int codePoint);
    }

    void check(String text) {
        refuseIf(flawIn(text));
    }

    void refuseIf(@Nullable String finding) {
        if (finding != null) {
            throw new InvalidRequestException(problem, rule, finding, remedy);
        }
    }

    /** What is wrong, as a sentence. */
    @Nullable
    String flawIn(String text) {
        int bytes = 0;
        int count = 0;
        int previous = -1;
        boolean blank = true;
        for (int i = 0; i < text.length(); i += Character.charCount(previous)) {
            int codePoint = text.codePointAt(i);
            count++;
            if (Characters.isLoneSurrogate(codePoint)) {
                return "Code point " + count + " is half of a surrogate pair.";
            }
            if (!allowed.test(previous, codePoint)) {
                return "Code point " + count + " is " + named(codePoint) + ".";
            }
            bytes += Characters.sizeInBytes(codePoint);
            blank = blank && Characters.isBlank(codePoint);
            previous = codePoint;
        }
        if (minClusters > 0 && blank) {
            return text.isEmpty() ? "It is empty." : "It shows nothing: it has only white space.";
        }
        return flawInSize(text, bytes);
    }

    /** Bytes come first: they bound what is spent on counting clusters. */
    private @Nullable String flawInSize(String text, int bytes) {
        if (bytes > maxBytes) {
            return tooMany(bytes, "bytes of UTF-8", maxBytes);
        }
        // A cluster has at least one of Java's characters.
        int clusters = text.length() <= maxClusters ? 0 : Clusters.count(text);
        return clusters > maxClusters ? tooMany(clusters, "characters", maxClusters) : null;
    }

    private static String tooMany(int found, String unit, int allowed) {
        return String.format(Locale.ROOT, "It has %,d %s; %,d are the limit.", found, unit, allowed);
    }

    private static String named(int codePoint) {
        boolean plain = codePoint > ' ' && codePoint < 0x7f;
        return plain ? "'" + Character.toString(codePoint) + "'" : String.format("U+%04X", codePoint);
    }
}
