package dev.carillon.page;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes that are sent for a file, and their tag. Immutable: nobody else has the bytes. */
final class Form {

    private final byte[] bytes;
    private final String tag;

    /** @param tag a strong one (RFC 9110 §8.8.3), so each form of a file has its own */
    Form(byte[] bytes, String tag) {
        this.bytes = bytes.clone();
        this.tag = tag;
    }

    String tag() {
        return tag;
    }

    int length() {
        return bytes.length;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }
}
