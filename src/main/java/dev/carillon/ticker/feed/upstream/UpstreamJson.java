package dev.carillon.ticker.feed.upstream;

import dev.carillon.api.JsonParsers;
import dev.carillon.event.HubException;
import dev.carillon.event.InvalidRequestException;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads JSON that an upstream says. Its depth, and how many digits a number has, are bounded by the parser; its size by whoever read it. */
final class UpstreamJson {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private UpstreamJson() {}

    /** Not JSON, or not as we want it. */
    static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }

        MalformedException(String message, Exception cause) {
            super(message, cause);
        }
    }

    /** A document as it came; RFC 8259 §8.1: it is UTF-8, and a byte order mark may be ignored. */
    static JsonValue parse(byte[] bytes) throws MalformedException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return parse(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new MalformedException("not UTF-8", e);
        }
    }

    /** One value and nothing else, no field of it twice. */
    static JsonValue parse(String text) throws MalformedException {
        try (JsonParser parser = JsonParsers.of(text)) {
            if (!parser.hasNext()) {
                throw new JsonException("it is empty");
            }
            JsonValue value = JsonParsers.value(parser, parser.next());
            while (parser.hasNext()) {
                parser.next();
            }
            return value;
        } catch (HubException e) {
            throw new MalformedException("no JSON: " + e.finding(), e);
        } catch (RuntimeException e) {
            // Not always a JsonException; see JsonParsers.malformed.
            throw new MalformedException(
                    "no JSON: " + InvalidRequestException.quote(String.valueOf(e.getMessage())), e);
        }
    }
}
