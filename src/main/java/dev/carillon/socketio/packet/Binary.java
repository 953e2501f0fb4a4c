package dev.carillon.socketio.packet;

import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.Base64;

/**
 * Bytes that stand in a JSON document. Socket.IO sends them beside it; whoever reads the document without knowing of them finds a
 * string, their Base64.
 */
public final class Binary implements JsonString {

    private final byte[] bytes;

    private Binary(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Binary of(byte[] bytes) {
        return new Binary(bytes.clone());
    }

    /** Of bytes that nobody changes any more. */
    static Binary owning(byte[] bytes) {
        return new Binary(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes themselves, which must not be changed. */
    byte[] shared() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    @Override
    public ValueType getValueType() {
        return ValueType.STRING;
    }

    @Override
    public String getString() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public CharSequence getChars() {
        return getString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return '"' + getString() + '"';
    }
}
