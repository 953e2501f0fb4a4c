package dev.carillon.api;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Payload;
import dev.carillon.event.Problem;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request that publishes one event. */
final class Publication {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private Publication() {}

    /** The event that a body and its headers describe. */
    static Event event(String channel, byte[] body, @Nullable MediaType mediaType, Instant time) {
        ChannelName name = new ChannelName(channel);
        Reserved.refuse(name.isReserved(), channel);
        String text = decode(body, mediaType);
        return Event.of(name, isJson(mediaType) ? Payload.json(checkedJson(text)) : Payload.text(text), time);
    }

    /**
     * Reads a body to its end.
     *
     * @throws LimitExceededException with this problem as soon as it is longer than allowed
     */
    static byte[] read(InputStream body, long maxBytes, Problem problem) throws IOException {
        byte[] bytes = body.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, maxBytes + 1));
        if (bytes.length > maxBytes) {
            throw new LimitExceededException(
                    problem,
                    "The body of this request has at most " + maxBytes + " bytes.",
                    "It has more.",
                    problem == Problem.BATCH_TOO_LARGE ? "Send it in parts." : "Publish a link to the data instead.");
        }
        return bytes;
    }

    static String decode(byte[] body, @Nullable MediaType mediaType) {
        Charset charset = charset(mediaType);
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidRequestException(
                    Problem.INVALID_EVENT,
                    "The data of an event is text.",
                    "The body is not " + charset.name() + ".",
                    "Send text in UTF-8; encode binary data, for example in Base64.");
        }
    }

    static boolean isJson(@Nullable MediaType type) {
        return type != null
                && type.getType().equalsIgnoreCase("application")
                && (type.getSubtype().equalsIgnoreCase("json")
                        || type.getSubtype().toLowerCase(Locale.ROOT).endsWith("+json"));
    }

    static InvalidRequestException malformed(JsonException cause) {
        String message = String.valueOf(cause.getMessage());
        return new InvalidRequestException(
                Problem.MALFORMED_JSON,
                "A body with Content-Type application/json is one JSON document.",
                "The parser says: " + InvalidRequestException.quote(message) + ".",
                "Correct it, or send text with Content-Type text/plain.");
    }

    static JsonParser parser(String document) {
        return PARSERS.createParser(new StringReader(document));
    }

    private static String checkedJson(String document) {
        try (JsonParser parser = parser(document)) {
            if (!parser.hasNext()) {
                throw new JsonException("it is empty");
            }
            while (parser.hasNext()) {
                parser.next();
            }
        } catch (JsonException e) {
            throw malformed(e);
        }
        return document;
    }

    private static Charset charset(@Nullable MediaType mediaType) {
        String name = mediaType == null ? null : mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (name == null) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new InvalidRequestException(
                    Problem.UNSUPPORTED_MEDIA_TYPE,
                    "The body is text in a character set that Java knows.",
                    "It is said to be " + InvalidRequestException.quote(name) + ".",
                    "Send UTF-8.");
        }
    }

    static Event labelled(Event event, @Nullable String type, @Nullable String key, @Nullable String unkept) {
        Event labelled = event.withType(emptyAsAbsent(type)).withKey(emptyAsAbsent(key));
        if (unkept == null || unkept.equals("false")) {
            return labelled;
        }
        if (unkept.equals("true")) {
            return labelled.asVolatile();
        }
        throw new InvalidRequestException(
                Problem.INVALID_EVENT,
                "Event-Volatile is true or false.",
                "It is " + InvalidRequestException.quote(unkept) + ".",
                "Leave it out for an event that is kept.");
    }

    private static @Nullable String emptyAsAbsent(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
