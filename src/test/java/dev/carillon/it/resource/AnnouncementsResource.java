package dev.carillon.it.resource;

import dev.carillon.api.sse.Channel;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;

/** Deployed with the WAR for {@code SseContractScenarios}: the one thing of Carillon that a resource may want to know. */
@Path("announcements")
@Dependent
public class AnnouncementsResource {

    private final SseBroadcaster announcements;

    @Inject
    public AnnouncementsResource(@Channel("it/announcements") SseBroadcaster announcements) {
        this.announcements = announcements;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void listen(@Context SseEventSink sink) {
        announcements.register(sink);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_PLAIN)
    public CompletionStage<String> announce(String text, @Context Sse sse) {
        OutboundSseEvent event = sse.newEvent("announcement", text);
        return announcements.broadcast(event).thenApply(done -> "done");
    }
}
