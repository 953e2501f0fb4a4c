package dev.carillon.api.poll;

import dev.carillon.event.EventId;
import dev.carillon.hub.StartingPoint;
import dev.carillon.stream.poll.PollDocument;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The answers to polls, with the headers that caches and pages of other origins need. */
final class PollResponse {

    /** Where a client goes on, also where there is no body. */
    static final String CURSOR = "Carillon-Cursor";

    private static final String GAP = "Carillon-Gap";

    /** May be kept by the client, and asked about with its tag before it is used. */
    private static final String REVALIDATE = "private, no-cache";

    private static final String NEVER = "no-store";

    /** The origin as well, because whoever answers by JAX-RS replaces what the CORS filter has said. */
    private static final String VARY = "Origin, Accept, Last-Event-ID";

    private PollResponse() {}

    static Response ok(Poll.Onwards poll, PollDocument document) {
        Response.ResponseBuilder response = headers(Response.ok(document.toBytes()), cacheControl(poll));
        document.gap().ifPresent(gap -> response.header(GAP, gap));
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ETAG, tag(document.cursor()))
                .header(CURSOR, document.cursor())
                .build();
    }

    /** Without a tag: its cursor tells nothing about whether something older was removed. */
    static Response page(PollDocument document) {
        Response.ResponseBuilder response = headers(Response.ok(document.toBytes()), REVALIDATE);
        document.gap().ifPresent(gap -> response.header(GAP, gap));
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .header(CURSOR, document.cursor())
                .build();
    }

    /** With the tag that the client has sent, by which it finds what it has (RFC 9111 §4.3.4). */
    static Response notModified(Poll.Onwards poll, EventId tag) {
        return headers(Response.notModified(), cacheControl(poll))
                .header(HttpHeaders.ETAG, tag(tag))
                .header(CURSOR, tag)
                .build();
    }

    /** The answer to a HEAD. */
    static Response head(Poll.Onwards poll, EventId head) {
        Response.ResponseBuilder response = head(cacheControl(poll), head);
        if (poll.place() instanceof StartingPoint.Now) {
            // With any other place only a read of the log can tell where the answer would end.
            response.header(HttpHeaders.ETAG, tag(head));
        }
        return response.build();
    }

    /** The same for a page backwards. */
    static Response headOfPage(EventId head) {
        return head(REVALIDATE, head).build();
    }

    private static Response.ResponseBuilder head(String cacheControl, EventId head) {
        return headers(Response.ok(), cacheControl)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(CURSOR, head);
    }

    private static Response.ResponseBuilder headers(Response.ResponseBuilder response, String cacheControl) {
        return response.header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header(HttpHeaders.VARY, VARY)
                .header("X-Content-Type-Options", "nosniff");
    }

    /**
     * What was waited for is over. And without a place the answer depends on when it was asked for: a browser that kept it would
     * ask with its tag, and show old events again when it is told that there are no new ones.
     */
    private static String cacheControl(Poll.Onwards poll) {
        return poll.waits() || !poll.namesPlace() ? NEVER : REVALIDATE;
    }

    private static String tag(EventId cursor) {
        return '"' + cursor.toString() + '"';
    }
}
