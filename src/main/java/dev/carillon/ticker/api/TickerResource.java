package dev.carillon.ticker.api;

import dev.carillon.api.ApiSettings;
import dev.carillon.api.Later;
import dev.carillon.api.poll.Asker;
import dev.carillon.hub.Hub;
import dev.carillon.security.Caller;
import dev.carillon.ticker.Quotes;
import dev.carillon.ticker.model.Tick;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/ticker}: quotes of many symbols, read by polls, and published in batches. */
@Path("ticker")
@Dependent
@TickerApi
public class TickerResource {

    private final QuoteReader reader;
    private final Quotes quotes;
    private final Producers producers;
    private final Hub hub;
    private final ApiSettings settings;

    @Inject
    public TickerResource(QuoteReader reader, Quotes quotes, Producers producers, Hub hub, ApiSettings settings) {
        this.reader = reader;
        this.quotes = quotes;
        this.producers = producers;
        this.hub = hub;
        this.settings = settings;
    }

    @GET
    @Operation(
            summary = "Quotes of many symbols",
            description = "By short poll, or with wait by long poll. Ordered by symbol.")
    @Parameter(ref = "Compare")
    @APIResponse(responseCode = "200", description = "Quotes, with their version.", ref = "Quotes")
    @APIResponse(responseCode = "304", description = "Nothing is newer than what the client has.")
    @APIResponse(responseCode = "429", ref = "TooManyReaders")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public void quotes(
            @Parameter(ref = "Symbols") @QueryParam("symbols") @Nullable String symbols,
            @BeanParam QuoteQuery query,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Chosen chosen = Chosen.of(symbols, settings.maxSelectors());
        QuotePoll poll = reader.many(chosen, query, Caller.of(request));
        reader.answer(poll, request, Asker.of(request, response, QuoteAnswer::toResponse));
    }

    @POST
    @Operation(summary = "Publish quotes", description = "All or none. Acknowledged when they are on the disk.")
    @RequestBody(ref = "QuoteBatch")
    @APIResponse(responseCode = "200", description = "The quotes were taken.", ref = "QuotesTaken")
    @APIResponse(responseCode = "409", ref = "TickerConflict")
    @APIResponse(responseCode = "413", ref = "BatchTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "Busy")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public void publish(String body, @Context HttpServletRequest request, @Suspended AsyncResponse response) {
        producers.request(request);
        List<Tick> ticks = TickJson.many(body, hub.settings().publish().maxBatchEvents());
        producers.require(request, ticks);
        Later.answer(request, response, quotes.publish(ticks), ProducerAnswers::many);
    }
}
