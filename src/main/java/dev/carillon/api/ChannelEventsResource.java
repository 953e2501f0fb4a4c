package dev.carillon.api;

import dev.carillon.api.poll.Polls;
import dev.carillon.hub.Hub;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.time.InstantSource;

/** {@code GET /api/events/{channel}}: the same with a channel in the path. */
@Path("events/{channel: .+}")
@Dependent
public class ChannelEventsResource extends EventsResource {

    @Inject
    public ChannelEventsResource(Hub hub, Polls polls, InstantSource clock, ApiSettings settings) {
        super(hub, polls, clock, settings);
    }
}
