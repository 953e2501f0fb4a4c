package dev.carillon.ticker.api;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.hub.Pace;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What a poll of quotes asks for.
 *
 * <p>A bean of JAX-RS, one for each request.
 */
public final class QuoteQuery {

    private static final int MAX_WAIT_SECONDS = 60;
    private static final double MIN_RATE = 0.1;
    private static final int MAX_RATE = 1_000;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,3})?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");
    private static final Pattern RATE = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3})?");
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([0-9]{1,16})\"");

    @Parameter(
            description = "Only what is newer: a sequence of one symbol, a version of many.",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"))
    @QueryParam("after")
    private @Nullable String after;

    @Parameter(
            description = "While there is nothing, hold the answer for up to so many seconds.",
            schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "60", defaultValue = "0"))
    @QueryParam("wait")
    private @Nullable String wait;

    @Parameter(description = "The ETag of the answer that the client has.", schema = @Schema(type = SchemaType.STRING))
    @HeaderParam("If-None-Match")
    private List<String> ifNoneMatch = List.of();

    /** The same for whoever has read the request himself. */
    static QuoteQuery of(@Nullable String after, @Nullable String wait, List<String> ifNoneMatch) {
        QuoteQuery query = new QuoteQuery();
        query.after = after;
        query.wait = wait;
        query.ifNoneMatch = ifNoneMatch;
        return query;
    }

    /** What the client has, by {@code after} and by its tags. */
    Known known() {
        Set<Long> tags = new HashSet<>();
        boolean anything = false;
        for (String line : ifNoneMatch) {
            anything |= line.strip().equals("*");
            Matcher tag = TAG.matcher(line);
            while (tag.find()) {
                tags.add(Long.parseLong(tag.group(1)));
            }
        }
        return new Known(after(), tags, anything);
    }

    private long after() {
        String text = after;
        if (text == null || text.isEmpty()) {
            return Known.NOTHING;
        }
        if (NUMBER.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        throw invalid("after is a sequence or a version, a whole number.", text, "Use the one of the last answer.");
    }

    Duration patience() {
        String text = wait;
        if (text == null || text.isEmpty()) {
            return Duration.ZERO;
        }
        if (SECONDS.matcher(text).matches()) {
            Duration time =
                    Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
            if (time.compareTo(Duration.ofSeconds(MAX_WAIT_SECONDS)) <= 0) {
                return time;
            }
        }
        throw invalid("A poll waits 0 to " + MAX_WAIT_SECONDS + " seconds.", text, "Send wait=30.");
    }

    /** {@code maxRate} of a stream. */
    static Pace pace(@Nullable String maxRate) {
        if (maxRate == null || maxRate.isEmpty()) {
            return Pace.ANY;
        }
        if (RATE.matcher(maxRate).matches()) {
            double rate = Double.parseDouble(maxRate);
            if (rate >= MIN_RATE && rate <= MAX_RATE) {
                return Pace.of(rate);
            }
        }
        throw invalid(
                "maxRate is " + MIN_RATE + " to " + MAX_RATE + " updates in a second.", maxRate, "Send maxRate=2.");
    }

    private static InvalidRequestException invalid(String rule, String found, String remedy) {
        return new InvalidRequestException(
                Problem.BAD_REQUEST, rule, "It is " + InvalidRequestException.quote(found) + ".", remedy);
    }
}
