package dev.carillon.ticker.api;

import dev.carillon.ticker.model.Quote;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What producers are told. */
final class ProducerAnswers {

    private ProducerAnswers() {}

    static Response one(List<Quote> taken) {
        Quote quote = taken.get(0);
        return ok("{" + place(quote) + ",\"version\":" + quote.version() + "}");
    }

    static Response many(List<Quote> taken) {
        StringBuilder json = new StringBuilder(64 + taken.size() * 48)
                .append("{\"version\":")
                .append(taken.get(taken.size() - 1).version())
                .append(",\"quotes\":[");
        for (int i = 0; i < taken.size(); i++) {
            json.append(i == 0 ? "{" : ",{").append(place(taken.get(i))).append('}');
        }
        return ok(json.append("]}").toString());
    }

    private static String place(Quote quote) {
        return "\"symbol\":\"" + quote.symbol() + "\",\"sequence\":" + quote.sequence();
    }

    private static Response ok(String json) {
        return Response.ok(json)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
