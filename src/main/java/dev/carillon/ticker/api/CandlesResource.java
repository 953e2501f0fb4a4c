package dev.carillon.ticker.api;

import dev.carillon.api.Compressed;
import dev.carillon.api.EventsResource;
import dev.carillon.api.Later;
import dev.carillon.api.sse.HubEventSink;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Start;
import dev.carillon.security.Access;
import dev.carillon.security.Caller;
import dev.carillon.stream.NdjsonFormat;
import dev.carillon.stream.SseFormat;
import dev.carillon.stream.StreamFormat;
import dev.carillon.ticker.Candles;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.jspecify.annotations.Nullable;

/** {@code /api/ticker/{symbol}/candles}: what the quotes of an interval come to. */
@Path("ticker/{symbol}/candles")
@Dependent
@TickerApi
public class CandlesResource {

    private final Candles candles;
    private final InstantSource clock;

    @Inject
    public CandlesResource(Candles candles, InstantSource clock) {
        this.candles = candles;
        this.clock = clock;
    }

    @GET
    @Compressed
    @Operation(summary = "Candles of a symbol", description = "Oldest first; the newest may be open.")
    @APIResponse(responseCode = "200", description = "One page of candles.", ref = "Candles")
    @APIResponse(responseCode = "404", ref = "NoSuchSymbol")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public void page(
            @Parameter(ref = "Symbol") @PathParam("symbol") Symbol symbol,
            @Parameter(ref = "Interval") @QueryParam("interval") @Nullable String label,
            @BeanParam CandleQuery query,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Interval interval = CandleQuery.interval(label);
        Access.requireSubscribe(Caller.of(request), channel(symbol, interval));
        Later.answer(request, response, candles.page(symbol, interval, query.range(clock)), CandlesResource::document);
    }

    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "Candles of a symbol as they close", description = "First the last one that closed.")
    @APIResponse(responseCode = "200", description = "A stream.", ref = "CandleStream")
    @APIResponse(responseCode = "406", ref = "NotAcceptable")
    @SecurityRequirementsSet({})
    @SecurityRequirement(name = "bearer")
    @SecurityRequirement(name = "cookie")
    @SecurityRequirement(name = "ticket")
    public void stream(
            @Parameter(ref = "Symbol") @PathParam("symbol") Symbol symbol,
            @Parameter(ref = "Interval") @QueryParam("interval") @Nullable String interval,
            @Context HttpServletRequest request,
            @Context SseEventSink sink) {
        open(symbol, CandleQuery.interval(interval), SseFormat.PLAIN, request, (HubEventSink) sink);
    }

    @GET
    @Path("events")
    @Produces(EventsResource.NDJSON)
    @Operation(hidden = true)
    public void lines(
            @PathParam("symbol") Symbol symbol,
            @QueryParam("interval") @Nullable String interval,
            @Context HttpServletRequest request,
            @Context SseEventSink sink) {
        open(symbol, CandleQuery.interval(interval), NdjsonFormat.NDJSON, request, (HubEventSink) sink);
    }

    private static void open(
            Symbol symbol, Interval interval, StreamFormat format, HttpServletRequest request, HubEventSink sink) {
        SelectorSet channel = channel(symbol, interval);
        Access.requireSubscribe(Caller.of(request), channel);
        sink.needs(channel);
        sink.subscribe(channel, new Start.Live(), format);
    }

    private static SelectorSet channel(Symbol symbol, Interval interval) {
        return SelectorSet.of(List.of(Selector.of(symbol.candles(interval))));
    }

    private static Response document(Candles.Page page) {
        StringBuilder json = new StringBuilder(128 + page.candles().size() * 256)
                .append("{\"symbol\":\"")
                .append(page.symbol())
                .append("\",\"interval\":\"")
                .append(page.interval().label())
                .append("\",\"zone\":\"")
                .append(page.zone().getId())
                .append("\",\"late\":")
                .append(page.late())
                .append(",\"candles\":[");
        for (int i = 0; i < page.candles().size(); i++) {
            json.append(i == 0 ? "" : ",").append(page.candles().get(i).json());
        }
        json.append("],\"next\":").append(page.next() == null ? "null" : "\"" + page.next() + "\"");
        return Response.ok(json.append('}').toString())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
