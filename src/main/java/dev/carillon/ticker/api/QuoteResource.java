package dev.carillon.ticker.api;

import dev.carillon.api.Later;
import dev.carillon.api.poll.Asker;
import dev.carillon.security.Caller;
import dev.carillon.ticker.Quotes;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * {@code /api/ticker/{symbol}}: the newest quote of one symbol.
 *
 * <p>Not {@code /api/ticker/events}: Jersey would bring the methods here that {@link QuoteStreamsResource} has not.
 */
@Path("ticker/{symbol: (?!events(?:/|$))[^/]+}")
@Dependent
@TickerApi
public class QuoteResource {

    private final QuoteReader reader;
    private final Quotes quotes;
    private final Producers producers;

    @Inject
    public QuoteResource(QuoteReader reader, Quotes quotes, Producers producers) {
        this.reader = reader;
        this.quotes = quotes;
        this.producers = producers;
    }

    @GET
    @Operation(summary = "The newest quote of a symbol", description = "By short poll, or with wait by long poll.")
    @Parameter(ref = "Compare")
    @APIResponse(responseCode = "200", description = "The newest quote.", ref = "Quote")
    @APIResponse(responseCode = "304", description = "It is what the client has.")
    @APIResponse(responseCode = "404", ref = "NoSuchSymbol")
    @APIResponse(responseCode = "429", ref = "TooManyReaders")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public void quote(
            @Parameter(ref = "Symbol") @PathParam("symbol") Symbol symbol,
            @BeanParam QuoteQuery query,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        QuotePoll poll = reader.one(symbol, query, Caller.of(request));
        reader.answer(poll, request, Asker.of(request, response, QuoteAnswer::toResponse));
    }

    @POST
    @Operation(
            summary = "Publish a quote",
            description = "A body that is no JSON is the price. Acknowledged when it is on the disk.")
    @RequestBody(ref = "NewQuote")
    @APIResponse(responseCode = "200", description = "The quote was taken.", ref = "QuoteTaken")
    @APIResponse(responseCode = "409", ref = "TickerConflict")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "Busy")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public void publish(
            @Parameter(ref = "Symbol") @PathParam("symbol") Symbol symbol,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        take(symbol, body, request, response);
    }

    @PUT
    @Operation(summary = "Publish a quote", description = "The same as POST.")
    @RequestBody(ref = "NewQuote")
    @APIResponse(responseCode = "200", description = "The quote was taken.", ref = "QuoteTaken")
    @APIResponse(responseCode = "409", ref = "TickerConflict")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "Busy")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public void put(
            @Parameter(ref = "Symbol") @PathParam("symbol") Symbol symbol,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        take(symbol, body, request, response);
    }

    private void take(Symbol symbol, String body, HttpServletRequest request, AsyncResponse response) {
        producers.request(request);
        producers.require(request, symbol);
        Tick tick = TickJson.one(symbol, body, isJson(request.getContentType()));
        Later.answer(request, response, quotes.publish(List.of(tick)), ProducerAnswers::one);
    }

    private static boolean isJson(String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON);
    }

    @DELETE
    @Operation(summary = "Forget a symbol", description = "Its quote and all its candles.")
    @APIResponse(responseCode = "204", ref = "Done")
    @APIResponse(responseCode = "404", ref = "NoSuchSymbol")
    @APIResponse(responseCode = "429", ref = "Busy")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public void remove(
            @Parameter(ref = "Symbol") @PathParam("symbol") Symbol symbol,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        producers.request(request);
        producers.require(request, symbol);
        Later.answer(
                request,
                response,
                quotes.remove(symbol),
                done -> Response.noContent().build());
    }
}
