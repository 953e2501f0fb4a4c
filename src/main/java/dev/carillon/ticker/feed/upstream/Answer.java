package dev.carillon.ticker.feed.upstream;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.ticker.feed.FeedException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream answers. The body is on its way, and is read by whoever wants it.
 *
 * <p>Threading: one thread.
 */
final class Answer implements Closeable {

    private static final int PIECE_BYTES = 8192;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final Pattern SECONDS = Pattern.compile("0*([0-9]{1,9})");
    private static final Pattern MORE_SECONDS = Pattern.compile("[0-9]+");

    private final UpstreamUrl url;
    private final ClassicHttpResponse response;
    private final CloseableHttpClient client;
    private final Patience patience;
    private @Nullable InputStream body;

    /** One that owns what it came by. */
    Answer(UpstreamUrl url, ClassicHttpResponse response, CloseableHttpClient client, Patience patience) {
        this.url = url;
        this.response = response;
        this.client = client;
        this.patience = patience;
    }

    int status() {
        return response.getCode();
    }

    /** A field that an answer has at most once; the same again does no harm. */
    Optional<String> field(String name) throws FeedException {
        List<String> values = Arrays.stream(response.getHeaders(name))
                .map(Header::getValue)
                .distinct()
                .toList();
        if (values.size() > 1) {
            throw failure("the head has several values of " + name);
        }
        return values.stream().findFirst();
    }

    /** The media type without its parameters, in lower case; empty if there is none. */
    String mediaType() throws FeedException {
        String type = field("content-type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** The body as a whole. */
    byte[] body(int maxBytes) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        for (int length = read(piece); length >= 0; length = read(piece)) {
            bytes.write(piece, 0, length);
            if (bytes.size() > maxBytes) {
                throw failure("the body has more than " + maxBytes + " bytes");
            }
        }
        return bytes.toByteArray();
    }

    /** From now on it may take as long as it likes, if something comes from time to time. */
    void stream() {
        patience.countSilence();
    }

    /** The next piece of the body; -1 at its end. */
    int read(byte[] piece) throws IOException, InterruptedException {
        if (body == null) {
            body = open();
        }
        InputStream in = body;
        patience.waits();
        try {
            return Failures.named(url, patience, () -> in.read(piece));
        } finally {
            patience.heard();
        }
    }

    private InputStream open() throws IOException {
        String encoding = field("content-encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw failure("compressed with " + InvalidRequestException.quote(encoding) + ", unasked");
        }
        HttpEntity entity = response.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    /** That the status is none that was hoped for. Who has too much to do (429, 503) may say when. */
    FeedException unexpected(Instant now) throws FeedException {
        boolean mayWait = status() == TOO_MANY_REQUESTS || status() == SERVICE_UNAVAILABLE;
        Duration retryAfter =
                mayWait ? field("retry-after").map(text -> wait(text, now)).orElse(null) : null;
        return new FeedException(url + ": answered " + status(), retryAfter);
    }

    /** RFC 9110 §10.2.3; null if it cannot be read, or is over. */
    private static @Nullable Duration wait(String text, Instant now) {
        Matcher seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
        }
        if (MORE_SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Integer.MAX_VALUE);
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return then.isBefore(now) ? null : Duration.between(now, then);
        } catch (DateTimeParseException | ArithmeticException e) {
            return null;
        }
    }

    FeedException failure(String what) {
        return new FeedException(url + ": " + what);
    }

    @Override
    public void close() {
        patience.close();
        client.close(CloseMode.IMMEDIATE);
    }
}
