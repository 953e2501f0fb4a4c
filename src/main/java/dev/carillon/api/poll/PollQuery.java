package dev.carillon.api.poll;

import dev.carillon.event.EventId;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.StartingPoint;
import dev.carillon.log.PageLimit;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What a poll says beside the channels and the place.
 *
 * <p>A bean of JAX-RS, one for each request.
 */
public final class PollQuery {

    /** As long as proxies let a request wait (60 s in nginx), and not longer. */
    static final int MAX_WAIT_SECONDS = 60;

    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1000;

    /** Weight of the events of one answer, unless one event has more: as much as a page of a replay. */
    static final long MAX_BYTES = 256 << 10;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,3})?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,4}");

    @Parameter(
            description = "Polls only: while there is nothing, hold the answer for up to so many seconds.",
            schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "60", defaultValue = "0"))
    @QueryParam("wait")
    private @Nullable String wait;

    @Parameter(
            description = "Polls only: at most so many events; an answer also ends at 256 KiB.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
    @QueryParam("limit")
    private @Nullable String limit;

    @Parameter(
            description = "Polls only: the ETag of the answer that the client has.",
            schema = @Schema(type = SchemaType.STRING))
    @HeaderParam("If-None-Match")
    private List<String> ifNoneMatch = List.of();

    public Poll onwards(SelectorSet selectors, StartingPoint from) {
        return new Poll.Onwards(selectors, from, limit(), waiting(), IfNoneMatch.of(ifNoneMatch));
    }

    public Poll backwards(SelectorSet selectors, EventId before) {
        if (!waiting().isZero()) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "What stands before an event does not change, so there is nothing to wait for.",
                    "The request has before and wait.",
                    "Leave wait out.");
        }
        return new Poll.Backwards(selectors, before, limit());
    }

    private Duration waiting() {
        if (wait == null || wait.isEmpty()) {
            return Duration.ZERO;
        }
        if (SECONDS.matcher(wait).matches()) {
            Duration time =
                    Duration.ofMillis(new BigDecimal(wait).movePointRight(3).longValueExact());
            if (time.toMillis() <= MAX_WAIT_SECONDS * 1_000L) {
                return time;
            }
        }
        throw invalid("wait", wait, "A poll waits 0 to " + MAX_WAIT_SECONDS + " seconds.", "Send wait=30.");
    }

    private PageLimit limit() {
        if (limit == null || limit.isEmpty()) {
            return new PageLimit(DEFAULT_LIMIT, MAX_BYTES);
        }
        if (COUNT.matcher(limit).matches()) {
            int count = Integer.parseInt(limit);
            if (count >= 1 && count <= MAX_LIMIT) {
                return new PageLimit(count, MAX_BYTES);
            }
        }
        throw invalid(
                "limit",
                limit,
                "One answer has 1 to " + MAX_LIMIT + " events.",
                "Send limit=" + DEFAULT_LIMIT + " and come again with the cursor.");
    }

    private static InvalidRequestException invalid(String parameter, String text, String rule, String remedy) {
        return new InvalidRequestException(
                Problem.BAD_REQUEST, rule, parameter + " is " + InvalidRequestException.quote(text) + ".", remedy);
    }
}
