package dev.carillon.chat.api;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.ws.rs.QueryParam;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * <p>A bean of JAX-RS, one for each request.
 */
public final class PageQuery {

    private static final int DEFAULT = 50;
    private static final int MAX = 200;
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,3}");

    @Parameter(
            description = "At most so many.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @QueryParam("limit")
    private @Nullable String limit;

    @Parameter(description = "Begins after this one.", schema = @Schema(type = SchemaType.STRING))
    @QueryParam("after")
    private @Nullable String after;

    int limit() {
        return count(limit);
    }

    /** How many a page has. */
    public static int count(@Nullable String limit) {
        if (limit == null || limit.isEmpty()) {
            return DEFAULT;
        }
        int count = COUNT.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
        if (count < 1 || count > MAX) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "limit is 1 to " + MAX + ".",
                    "It is " + InvalidRequestException.quote(limit) + ".",
                    "Send limit=" + DEFAULT + " and page on.");
        }
        return count;
    }

    /** Empty for the beginning. */
    String after() {
        return after == null ? "" : after;
    }
}
