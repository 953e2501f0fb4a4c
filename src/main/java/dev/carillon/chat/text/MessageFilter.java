package dev.carillon.chat.text;

/**
 * Looks at every message before it is sent, and at every edit. Implementations are CDI beans, which any JAR in {@code WEB-INF/lib}
 * may bring, or services of {@link java.util.ServiceLoader}.
 *
 * <p>Threading: called by request threads, several at a time, so it must not wait.
 */
public interface MessageFilter {

    /**
     * What is to become of a message or of the new text of one.
     *
     * @param room id of the room
     * @param authorId user id of the author
     * @param text as it was sent, or as another filter left it
     */
    Verdict check(String room, String authorId, String text);

    /** What becomes of a message. */
    sealed interface Verdict {

        /** It is sent as it is. */
        record Pass() implements Verdict {}

        /** This is sent instead. */
        record Change(String text) implements Verdict {}

        /** It is not sent. The author is told the reason, a sentence that does not repeat what was wrong. */
        record Refuse(String reason) implements Verdict {}
    }
}
