package dev.carillon.bench.textbook;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Server-sent events as the Jakarta RESTful Web Services specification shows them (chapter 9): a broadcaster for each
 * channel, a sink registered by GET, an event broadcast by POST. Nothing is tuned and nothing is made worse.
 */
@Singleton
@Path("events")
public class TextbookResource {
    private final Map<String, SseBroadcaster> broadcasters = new ConcurrentHashMap<>();
    private final Sse sse;

    public TextbookResource(@Context Sse sse) {
        this.sse = sse;
    }

    /** The comment makes Jersey send the head of the response at once and not with the first event. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void subscribe(@QueryParam("channel") String channel, @Context SseEventSink sink) {
        sink.send(sse.newEventBuilder().comment("welcome").build());
        broadcaster(channel).register(sink);
    }

    @POST
    @Path("{channel}")
    @Consumes(MediaType.TEXT_PLAIN)
    public void publish(@PathParam("channel") String channel, String data) {
        broadcaster(channel).broadcast(sse.newEvent(data));
    }

    /** A batch is lines of channel, blank and data. */
    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    public void publishAll(String batch) {
        batch.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            publish(line.substring(0, blank), line.substring(blank + 1));
        });
    }

    private SseBroadcaster broadcaster(String channel) {
        return broadcasters.computeIfAbsent(channel, name -> sse.newBroadcaster());
    }
}
