package dev.carillon.api.sse;

import dev.carillon.stream.SseFormat;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes outbound events of JAX-RS in the framing of WHATWG HTML, 9.2.5. */
final class OutboundFrames {

    private OutboundFrames() {}

    /**
     * Encodes one event with everything it has: comment, reconnection delay, id, name and data.
     *
     * @throws IllegalArgumentException if its name or id has a CR, LF or NUL, which would begin another field
     */
    static byte[] encode(OutboundSseEvent event, EventSerializer serializer) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        String comment = event.getComment();
        if (comment != null) {
            // An empty one is what applications send as a heartbeat.
            Stream<String> lines = comment.isEmpty() ? Stream.of("") : comment.lines();
            lines.forEach(line -> write(frame, ": " + line));
        }
        if (event.isReconnectDelaySet()) {
            write(frame, "retry: " + event.getReconnectDelay());
        }
        if (event.getData() == null) {
            if (event.getId() != null) {
                write(frame, "id: " + checked("id", event.getId()));
            }
            frame.write('\n');
        } else {
            frame.writeBytes(SseFormat.frame(
                    checked("name", event.getName()), checked("id", event.getId()), serializer.text(event)));
        }
        return frame.toByteArray();
    }

    private static void write(ByteArrayOutputStream frame, String line) {
        frame.writeBytes((line + '\n').getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String checked(String part, @Nullable String value) {
        if (value != null && value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException("the " + part + " of an event must not have CR, LF or NUL");
        }
        return value;
    }
}
