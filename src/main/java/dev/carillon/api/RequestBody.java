package dev.carillon.api;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import dev.carillon.hub.HubSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that publishes.
 *
 * @param isJson whether its Content-Type says so
 */
public record RequestBody(String text, boolean isJson) {

    private static final String CHARSET = "charset=";

    /**
     * Reads a body to its end.
     *
     * @throws LimitExceededException with this problem as soon as it is known to be longer than allowed
     */
    public static RequestBody read(HttpServletRequest request, long maxBytes, Problem tooLarge) throws IOException {
        String contentType = request.getContentType();
        Charset charset = charset(contentType);
        if (contentType != null && contentType.regionMatches(true, 0, "multipart/", 0, 10)) {
            throw new InvalidRequestException(
                    Problem.UNSUPPORTED_MEDIA_TYPE,
                    "The body of a request is the data itself.",
                    "It is " + InvalidRequestException.quote(contentType) + ".",
                    "Send the data alone, as text/plain or application/json.");
        }
        byte[] bytes = readBytes(request, maxBytes, tooLarge);
        return new RequestBody(decode(bytes, charset), isJson(contentType));
    }

    /** Names and JSON's own characters come on top of the data of a batch. */
    static long maxBatchBytes(HubSettings.PublishLimits limits) {
        return 2 * limits.maxBatchBytes() + 512L * limits.maxBatchEvents();
    }

    private static byte[] readBytes(HttpServletRequest request, long maxBytes, Problem tooLarge) throws IOException {
        long length = request.getContentLengthLong();
        if (length > maxBytes) {
            throw tooLarge(maxBytes, "It has " + length + ".", tooLarge);
        }
        InputStream in = request.getInputStream();
        if (length < 0) {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, maxBytes + 1));
            if (bytes.length > maxBytes) {
                throw tooLarge(maxBytes, "It has more.", tooLarge);
            }
            return bytes;
        }
        byte[] bytes = new byte[(int) length];
        int count = in.readNBytes(bytes, 0, bytes.length);
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    private static LimitExceededException tooLarge(long maxBytes, String finding, Problem problem) {
        boolean batch = problem == Problem.BATCH_TOO_LARGE;
        return new LimitExceededException(
                batch ? Limit.BATCH_BYTES : Limit.EVENT_BYTES,
                problem,
                "The body of this request has at most " + maxBytes + " bytes.",
                finding,
                batch ? "Send it in parts." : "Publish a link to the data, or raise carillon.event.max-bytes.");
    }

    private static String decode(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidRequestException(
                    Problem.INVALID_EVENT,
                    "The data of an event is text.",
                    "The body is not " + charset.name() + ".",
                    "Send text in UTF-8; encode binary data, for example in Base64.");
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    private static Charset charset(@Nullable String contentType) {
        int at = contentType == null ? -1 : contentType.toLowerCase(Locale.ROOT).indexOf(CHARSET);
        if (contentType == null || at < 0) {
            return StandardCharsets.UTF_8;
        }
        int end = contentType.indexOf(';', at);
        String name = contentType
                .substring(at + CHARSET.length(), end < 0 ? contentType.length() : end)
                .strip()
                .replace("\"", "");
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw unknownCharset(name);
        }
    }

    static InvalidRequestException unknownCharset(String name) {
        return new InvalidRequestException(
                Problem.UNSUPPORTED_MEDIA_TYPE,
                "The body is text in a character set that Java knows.",
                "It is said to be " + InvalidRequestException.quote(name) + ".",
                "Send UTF-8.");
    }
}
