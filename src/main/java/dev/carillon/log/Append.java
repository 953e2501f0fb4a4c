package dev.carillon.log;

import dev.carillon.event.Event;
import dev.carillon.event.IdempotencyKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a log is asked to take as a whole.
 *
 * @param events what is appended
 * @param key makes it a single time of what is sent several times; null if it is new each time
 * @param fingerprint tells what came with the key from other events; empty without a key
 */
public record Append(List<Event> events, @Nullable IdempotencyKey key, String fingerprint) {

    private static final int FINGERPRINT_BYTES = 16;

    public Append {
        events = List.copyOf(events);
    }

    public Append(List<Event> events, @Nullable IdempotencyKey key) {
        this(events, key, key == null ? "" : fingerprint(events));
    }

    /** What of it is kept. The fingerprint stays that of all. */
    public Append durable() {
        return new Append(events.stream().filter(Event::isDurable).toList(), key, fingerprint);
    }

    public static Append of(Event... events) {
        return new Append(List.of(events), null);
    }

    public long weightInBytes() {
        return events.stream().mapToLong(Event::weightInBytes).sum();
    }

    /** Hexadecimal digits: a hash of everything but the time, which is another one when the same is sent again. */
    static String fingerprint(List<Event> events) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            for (Event event : events) {
                write(out, event.channel().value());
                write(out, event.type());
                write(out, event.key());
                out.writeBoolean(event.isDurable());
                out.writeBoolean(event.payload().isJson());
                write(out, event.payload().text());
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            return HexFormat.of().formatHex(Arrays.copyOf(hash, FINGERPRINT_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(DataOutputStream out, @Nullable String part) throws IOException {
        if (part == null) {
            out.writeInt(-1);
        } else {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }
}
