package dev.carillon.clock;

import dev.carillon.api.sse.Channel;
import dev.carillon.event.Event.Durability;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/clock} and {@code /sse}: a greeting, then the time. A living example to copy from. */
@Path("clock")
@Dependent
public class ClockResource {

    private final SseBroadcaster clock;

    @Inject
    public ClockResource(@Channel(value = Clock.CHANNEL, durability = Durability.VOLATILE) SseBroadcaster clock) {
        this.clock = clock;
    }

    @GET
    @Operation(summary = "A greeting, then the time every two seconds")
    @Tag(name = "examples")
    @APIResponse(responseCode = "200", ref = "EventStream")
    @APIResponse(responseCode = "400", ref = "TokenInUrl")
    @APIResponse(responseCode = "401", ref = "Unauthenticated")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void listen(@Context SseEventSink sink, @Context Sse sse) {
        sink.send(sse.newEvent("Hello, this is a server-sent event!"));
        clock.register(sink);
    }
}
