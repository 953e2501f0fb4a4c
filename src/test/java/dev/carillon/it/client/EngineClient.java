package dev.carillon.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** Speaks Engine.IO over HTTP, request by request. */
public final class EngineClient {

    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final HttpClient http;
    private final String base;

    public EngineClient(String url) {
        this(HttpClient.newBuilder(), url);
    }

    /** Over TLS. */
    public EngineClient(String url, SSLContext tls) {
        this(HttpClient.newBuilder().sslContext(tls), url);
    }

    private EngineClient(HttpClient.Builder http, String url) {
        this.http = http.version(HttpClient.Version.HTTP_1_1).build();
        this.base = url + "/socket.io/";
    }

    public HttpResponse<String> request(String method, String query, String body, String... headers)
            throws IOException, InterruptedException {
        return http.send(build(method, query, body, headers), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> get(String query, String... headers) throws IOException, InterruptedException {
        return request("GET", query, "", headers);
    }

    /** The name of a new session that is polled. */
    public String open(String... headers) throws IOException, InterruptedException {
        HttpResponse<String> answer = get("EIO=4&transport=polling", headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return sid(answer.body());
    }

    public HttpResponse<String> poll(String sid, String... headers) throws IOException, InterruptedException {
        return get(polling(sid), headers);
    }

    public CompletableFuture<HttpResponse<String>> pollAsync(String sid, String... headers) {
        return http.sendAsync(build("GET", polling(sid), "", headers), BodyHandlers.ofString(StandardCharsets.UTF_8))
                .orTimeout(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    public HttpResponse<String> post(String sid, String payload, String... headers)
            throws IOException, InterruptedException {
        return request("POST", polling(sid), payload, headers);
    }

    public EngineSocket socket(String query, String... headers) {
        return EngineSocket.open(http, webSocket(query), headers);
    }

    /** A WebSocket to which a session that is polled is to be upgraded. */
    public EngineSocket upgrade(String sid) {
        return socket("EIO=4&transport=websocket&sid=" + sid);
    }

    /** A handshake of a WebSocket that is refused: the status of the answer. */
    public int refusal(String query, String... headers) {
        try {
            socket(query, headers).close();
            throw new AssertionError("it was opened: " + query);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    public URI webSocket(String query) {
        return URI.create(base.replaceFirst("^http", "ws") + "?" + query);
    }

    public static String polling(String sid) {
        return "EIO=4&transport=polling&sid=" + sid;
    }

    public static String sid(String openPacket) {
        Matcher found = SID.matcher(openPacket);
        assertThat(found.find()).as(openPacket).isTrue();
        return found.group(1);
    }

    private HttpRequest build(String method, String query, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "?" + query))
                .timeout(RawStream.PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }
}
