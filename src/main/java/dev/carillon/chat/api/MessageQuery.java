package dev.carillon.chat.api;

import dev.carillon.chat.Reading;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.ws.rs.QueryParam;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are asked for.
 *
 * <p>A bean of JAX-RS, one for each request.
 */
public final class MessageQuery {

    @Parameter(description = "The newest messages before this one.", schema = @Schema(ref = "MessageId"))
    @QueryParam("before")
    private @Nullable String before;

    @Parameter(description = "The messages after this one.", schema = @Schema(ref = "MessageId"))
    @QueryParam("after")
    private @Nullable String after;

    @Parameter(description = "Only the answers to this message; goes with after.", schema = @Schema(ref = "MessageId"))
    @QueryParam("thread")
    private @Nullable String thread;

    @Parameter(
            description = "At most so many.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @QueryParam("limit")
    private @Nullable String limit;

    int limit() {
        return PageQuery.count(limit);
    }

    Reading.Place place() {
        return place(before, after, thread);
    }

    /** Each is the id of a message, or empty or null for none. */
    public static Reading.Place place(@Nullable String before, @Nullable String after, @Nullable String thread) {
        if (isNamed(before) && Stream.of(after, thread).anyMatch(MessageQuery::isNamed)) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "before pages backwards; after and thread page onwards.",
                    "The request has both.",
                    "Send one of them.");
        }
        long from = offset(after);
        if (isNamed(thread)) {
            return new Reading.Place.Answers(offset(thread), from);
        }
        return isNamed(after)
                ? new Reading.Place.After(from)
                : new Reading.Place.Before(isNamed(before) ? offset(before) : Long.MAX_VALUE);
    }

    private static boolean isNamed(@Nullable String id) {
        return id != null && !id.isEmpty();
    }

    private static long offset(@Nullable String id) {
        return id == null || id.isEmpty() ? 0 : MessageId.parse(id).offset();
    }
}
