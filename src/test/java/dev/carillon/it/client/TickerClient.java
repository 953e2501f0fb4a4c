package dev.carillon.it.client;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ticker as producers and readers see it.
 *
 * <p>Threading: any thread.
 */
public final class TickerClient {

    private static final String TICKER = "/api/ticker";
    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final Pattern SLUG = Pattern.compile("\"type\":\"/problems/([a-z-]+)\"");

    private final HubClient hub;

    public TickerClient(HubClient hub) {
        this.hub = hub;
    }

    /** Publishes a document with single quotation marks instead of double ones, and is answered somehow. */
    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return hub.post(TICKER + path, json.replace('\'', '"'), JSON);
    }

    /** The same, taken. */
    public JsonObject taken(String path, String json) throws IOException, InterruptedException {
        return answer(post(path, json));
    }

    /** Publishes a price, and nothing else; what the symbol's sequence is then. */
    public long price(String symbol, String price) throws IOException, InterruptedException {
        return answer(hub.post(TICKER + "/" + symbol, price))
                .getJsonNumber("sequence")
                .longValueExact();
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return hub.get(TICKER + path, headers);
    }

    /** As it came, perhaps compressed. */
    public HttpResponse<byte[]> getBytes(String path, String... headers) throws IOException, InterruptedException {
        return hub.getBytes(TICKER + path, headers);
    }

    /** What is there. */
    public JsonObject read(String path) throws IOException, InterruptedException {
        return answer(get(path));
    }

    public JsonObject quote(String symbol) throws IOException, InterruptedException {
        return read("/" + symbol);
    }

    public HttpResponse<String> delete(String symbol) throws IOException, InterruptedException {
        return hub.call("DELETE", TICKER + "/" + symbol);
    }

    /** The newest quotes of some symbols, and the version. */
    public JsonObject quotes(String symbols) throws IOException, InterruptedException {
        return read("?symbols=" + symbols);
    }

    /** Candles as a page has them. */
    public static List<JsonObject> candles(JsonObject page) {
        return page.getJsonArray("candles").getValuesAs(JsonObject.class);
    }

    /** A stream of server-sent events of the ticker. */
    public RawStream stream(String path) throws IOException {
        return hub.stream(TICKER + path);
    }

    /** A stream of lines. */
    public RawStream lines(String path) throws IOException {
        return RawStream.get(hub.at(TICKER + path), "Accept: application/x-ndjson");
    }

    /** As {@code 409 sequence-not-newer}; the status alone where there is no problem. */
    public static String outcome(HttpResponse<String> response) {
        Matcher slug = SLUG.matcher(response.body());
        return response.statusCode() + (slug.find() ? " " + slug.group(1) : "");
    }

    public static JsonObject answer(HttpResponse<String> response) {
        return PollAnswer.of(response).body();
    }
}
