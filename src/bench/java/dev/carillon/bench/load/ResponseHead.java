package dev.carillon.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Collects the head of a response, however it is cut into reads, and answers what the generator needs of it. */
final class ResponseHead {
    /** More than any server here sends. */
    private static final int MAX_BYTES = 8_192;

    private final byte[] bytes = new byte[MAX_BYTES];
    private int length;
    private String text = "";

    /** Takes bytes until the empty line; the position behind what was taken. */
    int read(ByteBuffer in, int from, int limit) throws IOException {
        int at = from;
        while (at < limit && !complete()) {
            byte next = in.get(at++);
            boolean blankBeforeHead = length == 0 && (next == '\r' || next == '\n');
            if (!blankBeforeHead) {
                add(next);
            }
        }
        return at;
    }

    boolean complete() {
        return !text.isEmpty();
    }

    void clear() {
        length = 0;
        text = "";
    }

    int status() {
        return Integer.parseInt(text.substring(9, 12));
    }

    /** The value of a header in lower case, or the empty string. */
    String header(String name) {
        int start = text.indexOf("\r\n" + name + ":");
        if (start < 0) {
            return "";
        }
        int valueStart = start + name.length() + 3;
        return text.substring(valueStart, text.indexOf("\r\n", valueStart)).trim();
    }

    /** The body that follows, when the connection is to be used again afterwards. */
    ChunkCursor body() {
        if (header("transfer-encoding").equals("chunked")) {
            return ChunkCursor.chunked();
        }
        String contentLength = header("content-length");
        return ChunkCursor.plain(contentLength.isEmpty() ? 0 : Long.parseLong(contentLength));
    }

    /** The body of a stream: chunks, or bytes until the connection ends. */
    ChunkCursor streamBody() {
        return header("transfer-encoding").equals("chunked")
                ? ChunkCursor.chunked()
                : ChunkCursor.plain(Long.MAX_VALUE);
    }

    @Override
    public String toString() {
        return complete() ? text.strip() : new String(bytes, 0, length, ISO_8859_1);
    }

    private void add(byte next) throws IOException {
        if (length == bytes.length) {
            throw new IOException("head of a response is longer than " + MAX_BYTES + " bytes");
        }
        bytes[length++] = next;
        if (next == '\n' && length >= 4 && bytes[length - 2] == '\r' && bytes[length - 3] == '\n') {
            text = new String(bytes, 0, length, ISO_8859_1).toLowerCase(Locale.ROOT);
        }
    }
}
