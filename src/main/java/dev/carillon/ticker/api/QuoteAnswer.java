package dev.carillon.ticker.api;

import dev.carillon.ticker.Board;
import dev.carillon.ticker.Standing;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a poll of quotes, whoever writes it.
 *
 * @param tag a sequence of one symbol, or a version of many
 * @param json null if there is nothing newer (304)
 */
record QuoteAnswer(long tag, @Nullable String json) {

    /** May be kept by the client, and asked about with its tag before it is used. */
    private static final String REVALIDATE = "private, no-cache";

    /** The origin as well, because this replaces what the CORS filter has said. */
    private static final String VARY = "Origin, Accept";

    private static final String NO_SNIFF = "X-Content-Type-Options";

    static QuoteAnswer one(Standing newest) {
        return new QuoteAnswer(newest.quote().sequence(), newest.json());
    }

    /** Ordered by symbol. */
    static QuoteAnswer many(Board.Picture picture) {
        List<Standing> standings = picture.standings();
        StringBuilder json = new StringBuilder(64 + standings.size() * 240)
                .append("{\"version\":")
                .append(picture.version())
                .append(",\"quotes\":[");
        for (int i = 0; i < standings.size(); i++) {
            json.append(i == 0 ? "" : ",").append(standings.get(i).json());
        }
        return new QuoteAnswer(picture.version(), json.append("]}").toString());
    }

    /** With the tag of what the client has. */
    static QuoteAnswer notModified(long known) {
        return new QuoteAnswer(known, null);
    }

    /** For JAX-RS. */
    Response toResponse() {
        Response.ResponseBuilder response = json == null
                ? Response.notModified()
                : Response.ok(json).type(MediaType.APPLICATION_JSON_TYPE).header(NO_SNIFF, "nosniff");
        return response.header(HttpHeaders.ETAG, etag())
                .header(HttpHeaders.CACHE_CONTROL, REVALIDATE)
                .header(HttpHeaders.VARY, VARY)
                .build();
    }

    /** The same without JAX-RS. */
    void write(HttpServletResponse response) throws IOException {
        response.setStatus(json == null ? HttpServletResponse.SC_NOT_MODIFIED : HttpServletResponse.SC_OK);
        response.setHeader(HttpHeaders.ETAG, etag());
        response.setHeader(HttpHeaders.CACHE_CONTROL, REVALIDATE);
        response.setHeader(HttpHeaders.VARY, VARY);
        if (json != null) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            response.setContentType(MediaType.APPLICATION_JSON);
            response.setHeader(NO_SNIFF, "nosniff");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private String etag() {
        return "\"" + tag + "\"";
    }
}
