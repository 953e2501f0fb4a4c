package dev.carillon.ticker.api;

import dev.carillon.api.ApiSettings;
import dev.carillon.api.EventsResource;
import dev.carillon.api.sse.HubEventSink;
import dev.carillon.security.Caller;
import dev.carillon.stream.NdjsonFormat;
import dev.carillon.stream.SseFormat;
import dev.carillon.stream.StreamFormat;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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

/** {@code /api/ticker/events}: quotes of many symbols as they change. */
@Path("ticker/events")
@Dependent
@TickerApi
public class QuoteStreamsResource {

    private final QuoteReader reader;
    private final ApiSettings settings;

    @Inject
    public QuoteStreamsResource(QuoteReader reader, ApiSettings settings) {
        this.reader = reader;
        this.settings = settings;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Quotes of many symbols as they change",
            description = "First the newest of each, then what changes; nobody gets an older one after a newer one.")
    @Parameter(ref = "Compare")
    @APIResponse(responseCode = "200", description = "A stream.", ref = "QuoteStream")
    @APIResponse(responseCode = "406", ref = "NotAcceptable")
    @SecurityRequirementsSet({})
    @SecurityRequirement(name = "bearer")
    @SecurityRequirement(name = "cookie")
    @SecurityRequirement(name = "ticket")
    public void stream(
            @Parameter(ref = "Symbols") @QueryParam("symbols") @Nullable String symbols,
            @Parameter(ref = "MaxRate") @QueryParam("maxRate") @Nullable String maxRate,
            @Context HttpServletRequest request,
            @Context SseEventSink sink) {
        open(symbols, maxRate, SseFormat.PLAIN, request, (HubEventSink) sink);
    }

    @GET
    @Produces(EventsResource.NDJSON)
    @Operation(hidden = true)
    public void lines(
            @QueryParam("symbols") @Nullable String symbols,
            @QueryParam("maxRate") @Nullable String maxRate,
            @Context HttpServletRequest request,
            @Context SseEventSink sink) {
        open(symbols, maxRate, NdjsonFormat.NDJSON, request, (HubEventSink) sink);
    }

    private void open(
            @Nullable String symbols,
            @Nullable String maxRate,
            StreamFormat format,
            HttpServletRequest request,
            HubEventSink sink) {
        Chosen chosen = Chosen.of(symbols, settings.maxSelectors());
        chosen.requireReading(Caller.of(request));
        reader.stream(chosen, QuoteQuery.pace(maxRate), format, request, sink);
    }
}
