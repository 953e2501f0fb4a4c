package dev.carillon.chat.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of words, letter by letter.
 *
 * <p>Threading: built by one thread and published safely, then only read.
 */
final class WordTree {

    private final Map<Integer, WordTree> next = new HashMap<>();
    private boolean end;

    /** Adds a word; an empty one is none, or it would end everywhere. */
    void add(String word) {
        if (word.isEmpty()) {
            return;
        }
        WordTree node = this;
        for (int letter : word.codePoints().toArray()) {
            node = node.next.computeIfAbsent(letter, key -> new WordTree());
        }
        node.end = true;
    }

    /** Where these letters lead to. */
    @Nullable
    WordTree after(String letters) {
        WordTree node = this;
        for (int i = 0; i < letters.length() && node != null; i += Character.charCount(letters.codePointAt(i))) {
            node = node.next.get(letters.codePointAt(i));
        }
        return node;
    }

    /** Whether a word of the set ends here. */
    boolean isEnd() {
        return end;
    }

    boolean isEmpty() {
        return next.isEmpty();
    }
}
