package dev.carillon.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A running hub as its users see it.
 *
 * <p>Threading: any thread.
 */
public final class HubClient {

    private static final Pattern ID = Pattern.compile("\\{\"id\":\"([0-9a-z]+-[0-9]+)\"}");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    /** {@code url} is where the WAR answers, without a slash at the end. */
    public HubClient(String url) {
        this.url = url;
    }

    public URI at(String path) {
        return URI.create(url + path);
    }

    /** Publishes text and returns its id. */
    public String publish(String channel, String data, String... headers) throws IOException, InterruptedException {
        HttpResponse<String> response = post("/api/events/" + channel, data, headers);
        Matcher id = ID.matcher(response.body());
        assertThat(id.matches()).as(response + " " + response.body()).isTrue();
        return id.group(1);
    }

    /** Publishes events whose data are the numbers from {@code from} to {@code through}, all or nothing. */
    public void publishNumbers(String channel, int from, int through) throws IOException, InterruptedException {
        publishJson(channel, IntStream.rangeClosed(from, through).mapToObj(Integer::toString));
    }

    /** Publishes texts that need no escape in JSON, all or nothing. */
    public void publishTexts(String channel, List<String> texts) throws IOException, InterruptedException {
        publishJson(channel, texts.stream().map(text -> '"' + text + '"'));
    }

    private void publishJson(String channel, Stream<String> data) throws IOException, InterruptedException {
        String batch = data.map(value -> "{\"channel\":\"" + channel + "\",\"data\":" + value + "}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> response = post("/api/events", batch, "Content-Type", "application/json");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    /** Headers are names and values in turn. */
    public HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send("POST", path, BodyPublishers.ofString(body), headers);
    }

    public HttpResponse<String> post(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send("POST", path, BodyPublishers.ofByteArray(body), headers);
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** Polls, and is answered with a document. */
    public PollAnswer poll(String path, String... headers) throws IOException, InterruptedException {
        return PollAnswer.of(pollRaw(path, headers));
    }

    /** Polls, and is answered anyhow. */
    public HttpResponse<String> pollRaw(String path, String... headers) throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of("Accept", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
        return get(path, all);
    }

    public HttpResponse<String> call(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return send(method, path, BodyPublishers.noBody(), headers);
    }

    /** With a body, whatever the method. */
    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(method, path, BodyPublishers.ofString(body), headers);
    }

    /** As they came: who asks for gzip gets it. */
    public HttpResponse<byte[]> getBytes(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request("GET", path, BodyPublishers.noBody(), headers), BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at(path)).timeout(RawStream.PATIENCE).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** Subscribes, and waits until the response has begun: whatever is published from now on arrives. */
    public RawStream subscribe(String channel, String... headerLines) throws IOException {
        return stream("/api/events?channel=" + channel, headerLines);
    }

    /** The same with any path and query. */
    public RawStream stream(String path, String... headerLines) throws IOException {
        RawStream stream = RawStream.get(at(path), headerLines);
        try {
            assertThat(stream.status()).as(stream::toString).isEqualTo(200);
            assertThat(stream.header("Content-Type").orElse("")).startsWith("text/event-stream");
            return stream;
        } catch (AssertionError e) {
            stream.close();
            throw e;
        }
    }
}
