package dev.carillon.api.sse;

import dev.carillon.event.Payload;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.glassfish.jersey.message.MessageBodyWorkers;
import org.jspecify.annotations.Nullable;

/**
 * Turns the data of an outbound event into text, by the message body writers of JAX-RS.
 *
 * <p>Threading: any thread, once the JAX-RS application has started.
 */
public final class EventSerializer {

    private static final Annotation[] NO_ANNOTATIONS = {};

    private volatile @Nullable Supplier<MessageBodyWorkers> writers;

    /** Called by the JAX-RS application, which knows the writers. */
    void use(Supplier<MessageBodyWorkers> workers) {
        writers = workers;
    }

    /** The data as an event of the hub says it. */
    Payload payload(OutboundSseEvent event) {
        String text = text(event);
        return isJson(event.getMediaType()) ? Payload.json(text) : Payload.text(text);
    }

    /**
     * The data as text.
     *
     * @throws IllegalArgumentException if no writer can write it
     */
    String text(OutboundSseEvent event) {
        Object data = event.getData();
        if (data == null) {
            return "";
        }
        if (data instanceof CharSequence && !isJson(event.getMediaType())) {
            return data.toString();
        }
        return write(event, data);
    }

    @SuppressWarnings("unchecked") // A writer for a class writes its instances.
    private String write(OutboundSseEvent event, Object data) {
        Class<?> type = event.getType() != null ? event.getType() : data.getClass();
        Type genericType = event.getGenericType() != null ? event.getGenericType() : type;
        MediaType mediaType = event.getMediaType() != null ? event.getMediaType() : MediaType.TEXT_PLAIN_TYPE;
        Supplier<MessageBodyWorkers> workers = writers;
        if (workers == null) {
            throw new IllegalStateException("the JAX-RS application has not started yet");
        }
        MessageBodyWriter<Object> writer = (MessageBodyWriter<Object>)
                workers.get().getMessageBodyWriter(type, genericType, NO_ANNOTATIONS, mediaType);
        if (writer == null) {
            throw new IllegalArgumentException(
                    "no message body writer writes " + genericType.getTypeName() + " as " + mediaType);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.writeTo(data, type, genericType, NO_ANNOTATIONS, mediaType, new MultivaluedHashMap<>(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type != null
                && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
    }
}
