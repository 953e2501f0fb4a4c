package dev.carillon.it.resource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Deployed with the WAR for {@code SseContractScenarios}: a resource that somebody wrote who has read chapter 9 of the
 * Jakarta REST specification and knows nothing of Carillon. Whatever its listeners hear is in {@code GET contract/notes}.
 */
@Path("contract")
@ApplicationScoped
public class ContractResource {

    private final Map<String, SseBroadcaster> broadcasters = new ConcurrentHashMap<>();
    private final Map<String, SseEventSink> sinks = new ConcurrentHashMap<>();
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();

    /** JSON-B writes it. */
    public static class Price {
        public String symbol = "";
        public double value;
    }

    @GET
    @Path("notes")
    @Produces(MediaType.TEXT_PLAIN)
    public String notes() {
        return String.join("\n", notes);
    }

    // --- SseBroadcaster ---

    @POST
    @Path("broadcasters/{name}")
    public void newBroadcaster(@PathParam("name") String name, @Context Sse sse) {
        SseBroadcaster broadcaster = sse.newBroadcaster();
        broadcaster.onClose(sink -> notes.add("close " + name + " " + nameOf(sink) + " closed=" + sink.isClosed()));
        broadcaster.onError((sink, error) -> notes.add("error " + name + " " + nameOf(sink)));
        broadcasters.put(name, broadcaster);
    }

    private String nameOf(SseEventSink sink) {
        return sinks.entrySet().stream()
                .filter(entry -> entry.getValue() == sink)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("unknown");
    }

    /** Registers one sink with all of the broadcasters. */
    @GET
    @Path("registered/{sink}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void register(
            @PathParam("sink") String sinkName,
            @QueryParam("with") List<String> names,
            @Context SseEventSink sink,
            @Context Sse sse) {
        sinks.put(sinkName, sink);
        sink.send(sse.newEvent("welcome", sinkName));
        names.forEach(name -> broadcasters.get(name).register(sink));
    }

    @POST
    @Path("broadcasters/{name}/events")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_PLAIN)
    public CompletionStage<String> broadcast(
            @PathParam("name") String name,
            @HeaderParam("Event-Name") String eventName,
            @Context Sse sse,
            String data) {
        OutboundSseEvent.Builder event = sse.newEventBuilder().data(data);
        if (eventName != null) {
            event.name(eventName);
        }
        return broadcasters.get(name).broadcast(event.build()).thenApply(done -> "done");
    }

    @POST
    @Path("broadcasters/{name}/prices")
    @Produces(MediaType.TEXT_PLAIN)
    public CompletionStage<String> broadcastPrice(@PathParam("name") String name, @Context Sse sse) {
        Price price = new Price();
        price.symbol = "ACME";
        price.value = 12.5;
        OutboundSseEvent event = sse.newEventBuilder()
                .name("price")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(Price.class, price)
                .build();
        return broadcasters.get(name).broadcast(event).thenApply(done -> "done");
    }

    @DELETE
    @Path("broadcasters/{name}")
    public void close(@PathParam("name") String name, @QueryParam("cascading") @DefaultValue("") String cascading) {
        if (cascading.isEmpty()) {
            broadcasters.get(name).close();
        } else {
            broadcasters.get(name).close(Boolean.parseBoolean(cascading));
        }
    }

    /** Which methods of a closed broadcaster throw what. */
    @GET
    @Path("broadcasters/{name}/attempts")
    @Produces(MediaType.TEXT_PLAIN)
    public String attempts(@PathParam("name") String name, @QueryParam("sink") String sinkName, @Context Sse sse) {
        SseBroadcaster broadcaster = broadcasters.get(name);
        SseEventSink sink = sinks.get(sinkName);
        return String.join(
                "\n",
                attempt("register", () -> broadcaster.register(sink)),
                attempt("broadcast", () -> broadcaster.broadcast(sse.newEvent("x"))),
                attempt("onClose", () -> broadcaster.onClose(closed -> {})),
                attempt("onError", () -> broadcaster.onError((failed, error) -> {})),
                attempt("close", broadcaster::close),
                attempt("close(true)", () -> broadcaster.close(true)));
    }

    // --- SseEventSink ---

    /** Keeps the sink for later, as a chat room does. */
    @GET
    @Path("kept/{sink}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void keep(@PathParam("sink") String name, @Context SseEventSink sink) {
        sinks.put(name, sink);
    }

    @POST
    @Path("kept/{sink}/events")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_PLAIN)
    public CompletionStage<String> send(@PathParam("sink") String name, @Context Sse sse, String data) {
        OutboundSseEvent event = sse.newEventBuilder()
                .comment("of " + name)
                .id("7")
                .name("n")
                .reconnectDelay(1_500)
                .data(data)
                .build();
        return sinks.get(name).send(event).handle((done, failed) -> failed == null ? "taken" : "failed");
    }

    @DELETE
    @Path("kept/{sink}")
    public void closeSink(@PathParam("sink") String name) {
        sinks.get(name).close();
    }

    /** What a sink says, and which of its methods throw what. */
    @GET
    @Path("kept/{sink}/attempts")
    @Produces(MediaType.TEXT_PLAIN)
    public String sinkAttempts(@PathParam("sink") String name, @Context Sse sse) {
        SseEventSink sink = sinks.get(name);
        return String.join(
                "\n",
                "isClosed " + sink.isClosed(),
                attempt("send", () -> sink.send(sse.newEvent("x"))),
                attempt("close", sink::close));
    }

    @GET
    @Path("kept/{sink}/closed")
    @Produces(MediaType.TEXT_PLAIN)
    public String isClosed(@PathParam("sink") String name) {
        return Boolean.toString(sinks.get(name).isClosed());
    }

    /** Tells how it was asked, sends one event with an id, and ends the response. */
    @GET
    @Path("once")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void once(
            @HeaderParam("Last-Event-ID") @DefaultValue("0") int lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse) {
        try (sink) {
            String id = Integer.toString(lastEventId + 1);
            sink.send(sse.newEventBuilder()
                    .reconnectDelay(50)
                    .id(id)
                    .data("after " + lastEventId)
                    .build());
        }
    }

    /** A sink that nobody uses because the method fails. */
    @GET
    @Path("failing")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void fail(@Context SseEventSink sink) {
        throw new NotFoundException();
    }

    private static String attempt(String what, Runnable attempt) {
        try {
            attempt.run();
            return what + " ok";
        } catch (RuntimeException e) {
            return what + " " + e.getClass().getSimpleName();
        }
    }
}
