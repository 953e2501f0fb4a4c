package dev.carillon.ticker.api;

import dev.carillon.api.EventsResource;
import dev.carillon.api.sse.HubEventSink;
import dev.carillon.security.Caller;
import dev.carillon.stream.NdjsonFormat;
import dev.carillon.stream.SseFormat;
import dev.carillon.stream.StreamFormat;
import dev.carillon.ticker.model.Symbol;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.SseEventSink;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.jspecify.annotations.Nullable;

/** {@code /api/ticker/{symbol}/events}: quotes of one symbol as it changes. */
@Path("ticker/{symbol}/events")
@Dependent
@TickerApi
public class QuoteStreamResource {

    private final QuoteReader reader;

    @Inject
    public QuoteStreamResource(QuoteReader reader) {
        this.reader = reader;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Quotes of a symbol as it changes",
            description = "First the newest, then what changes. A symbol without a quote is waited for.")
    @Parameter(ref = "Compare")
    @APIResponse(responseCode = "200", description = "A stream.", ref = "QuoteStream")
    @APIResponse(responseCode = "406", ref = "NotAcceptable")
    @SecurityRequirementsSet({})
    @SecurityRequirement(name = "bearer")
    @SecurityRequirement(name = "cookie")
    @SecurityRequirement(name = "ticket")
    public void stream(
            @Parameter(ref = "Symbol") @PathParam("symbol") Symbol symbol,
            @Parameter(ref = "MaxRate") @QueryParam("maxRate") @Nullable String maxRate,
            @Context HttpServletRequest request,
            @Context SseEventSink sink) {
        open(symbol, maxRate, SseFormat.PLAIN, request, (HubEventSink) sink);
    }

    @GET
    @Produces(EventsResource.NDJSON)
    @Operation(hidden = true)
    public void lines(
            @PathParam("symbol") Symbol symbol,
            @QueryParam("maxRate") @Nullable String maxRate,
            @Context HttpServletRequest request,
            @Context SseEventSink sink) {
        open(symbol, maxRate, NdjsonFormat.NDJSON, request, (HubEventSink) sink);
    }

    private void open(
            Symbol symbol,
            @Nullable String maxRate,
            StreamFormat format,
            HttpServletRequest request,
            HubEventSink sink) {
        Chosen chosen = Chosen.one(symbol);
        chosen.requireReading(Caller.of(request));
        reader.stream(chosen, QuoteQuery.pace(maxRate), format, request, sink);
    }
}
