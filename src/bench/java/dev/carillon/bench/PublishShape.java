package dev.carillon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * A publish request with holes for the data: {@code head (before DATA after) (separator before DATA after)… tail}.
 *
 * <p>The arrays are shared and never written to.
 */
public final class PublishShape {
    private final byte[] head;
    private final byte[] before;
    private final byte[] after;
    private final byte[] separator;
    private final byte[] tail;
    private final int answers;

    private PublishShape(String head, String before, String after, String separator, String tail, int answers) {
        this.head = head.getBytes(US_ASCII);
        this.before = before.getBytes(US_ASCII);
        this.after = after.getBytes(US_ASCII);
        this.separator = separator.getBytes(US_ASCII);
        this.tail = tail.getBytes(US_ASCII);
        this.answers = answers;
    }

    static PublishShape single(String head) {
        return new PublishShape(head, "", "", "", "", 1);
    }

    static PublishShape batch(String head, String before, String after, String separator, String tail) {
        return new PublishShape(head, before, after, separator, tail, 1);
    }

    static PublishShape pipelined(String requestHead, int requests) {
        return new PublishShape("", requestHead, "", "", "", requests);
    }

    /** How many responses acknowledge one such request. */
    public int answers() {
        return answers;
    }

    public void begin(ByteBuffer out) {
        out.put(head);
    }

    public void beforeEvent(ByteBuffer out, boolean first) {
        if (!first) {
            out.put(separator);
        }
        out.put(before);
    }

    public void afterEvent(ByteBuffer out) {
        out.put(after);
    }

    public void end(ByteBuffer out) {
        out.put(tail);
    }
}
