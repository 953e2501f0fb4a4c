package dev.carillon.api;

import dev.carillon.api.poll.Polls;
import dev.carillon.hub.Hub;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /api/events/{channel}}: the same with a channel in the path. */
@Path("events/{channel: .+}")
@Dependent
@Tag(name = "events")
@APIResponse(responseCode = "400", ref = "ReadInvalid")
@APIResponse(responseCode = "401", ref = "Unauthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
public class ChannelEventsResource extends EventsResource {

    @Inject
    public ChannelEventsResource(Hub hub, Polls polls, InstantSource clock, ApiSettings settings) {
        super(hub, polls, clock, settings);
    }
}
