package dev.carillon.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The chat as one person sees it.
 *
 * <p>Threading: any thread.
 */
public final class ChatClient {

    private static final String CHAT = "/api/chat/";
    private static final Pattern SLUG = Pattern.compile("\"type\":\"/problems/([a-z-]+)\"");

    private final HubClient hub;
    private final String id;
    private final List<String> headers;

    private ChatClient(HubClient hub, String id, List<String> headers) {
        this.hub = hub;
        this.id = id;
        this.headers = List.copyOf(headers);
    }

    /** Somebody with a token that grants nothing. His id is his name. */
    public static ChatClient signedIn(HubClient hub, String name) {
        return withToken(hub, name, Tokens.subscriber(name));
    }

    public static ChatClient withToken(HubClient hub, String id, String token) {
        return new ChatClient(hub, id, List.of(Tokens.bearer(token)));
    }

    public static ChatClient nobody(HubClient hub) {
        return new ChatClient(hub, "", List.of());
    }

    /** Somebody with a nickname. One address gets few of them a second, so this may wait. */
    public static ChatClient guest(HubClient hub, String nickname) {
        HttpResponse<String> admitted = Awaitility.await("a nickname")
                .atMost(RawStream.PATIENCE)
                .until(
                        () -> nobody(hub).ask("POST", "session", object("nickname", nickname)),
                        response -> response.statusCode() != 429);
        assertThat(admitted.statusCode()).as(admitted.body()).isEqualTo(201);
        return withCookie(hub, AdminClient.json(admitted).getString("id"), cookie(admitted));
    }

    public static ChatClient withCookie(HubClient hub, String id, String cookie) {
        return new ChatClient(hub, id, List.of("Cookie", cookie));
    }

    /** Name and value of the cookie that an answer sets. */
    public static String cookie(HttpResponse<String> response) {
        String cookie = response.headers().firstValue("Set-Cookie").orElse("");
        return cookie.substring(0, Math.max(0, cookie.indexOf(';')));
    }

    /** A server that speaks for a subject; values are percent-encoded here. */
    public ChatClient onBehalfOf(String subject, @Nullable String name) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of("On-Behalf-Of", encoded(subject)));
        if (name != null) {
            all.addAll(List.of("On-Behalf-Of-Name", encoded(name)));
        }
        return new ChatClient(hub, subject, all);
    }

    /** Of his documents. */
    public String id() {
        return id;
    }

    public HubClient hub() {
        return hub;
    }

    /** As a raw request has them. */
    public String[] headerLines(String... more) {
        List<String> lines = new ArrayList<>(List.of(more));
        for (int i = 0; i < headers.size(); i += 2) {
            lines.add(headers.get(i) + ": " + headers.get(i + 1));
        }
        return lines.toArray(String[]::new);
    }

    /** Names and values, as a client of Socket.IO takes them. */
    String[] headerPairs() {
        return headers.toArray(String[]::new);
    }

    /** Sends JSON, or nothing; the path follows {@code /api/chat/}. */
    public HttpResponse<String> ask(String method, String path, @Nullable JsonObject body)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(headers);
        if (body == null) {
            return hub.call(method, CHAT + path, all.toArray(String[]::new));
        }
        all.addAll(List.of("Content-Type", "application/json"));
        return hub.send(method, CHAT + path, body.toString(), all.toArray(String[]::new));
    }

    /** The same, which has to be allowed; what is answered, empty if that is nothing. */
    public JsonObject done(String method, String path, @Nullable JsonObject body)
            throws IOException, InterruptedException {
        HttpResponse<String> response = ask(method, path, body);
        assertThat(response.statusCode())
                .as(method + " " + path + ": " + response.body())
                .isBetween(200, 204);
        return response.body().isEmpty() ? JsonObject.EMPTY_JSON_OBJECT : AdminClient.json(response);
    }

    public JsonObject get(String path) throws IOException, InterruptedException {
        return done("GET", path, null);
    }

    /** Any path, with other headers beside those that say who he is. */
    public HttpResponse<String> getRaw(String path, String... more) throws IOException, InterruptedException {
        return hub.get(path, Stream.concat(headers.stream(), Stream.of(more)).toArray(String[]::new));
    }

    /** Says something, and returns its id. */
    public String say(String room, String text) throws IOException, InterruptedException {
        return done("POST", "rooms/" + room + "/messages", object("text", text)).getString("id");
    }

    /** Makes a room with this id. */
    public void makeRoom(String room, String kind) throws IOException, InterruptedException {
        done("POST", "rooms", object("id", room, "name", room, "kind", kind));
    }

    /** The messages of a room, oldest first, 200 at most. */
    public List<JsonObject> messages(String room) throws IOException, InterruptedException {
        return get("rooms/" + room + "/messages?limit=200")
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class);
    }

    /** The ids of those who are in a room, 200 at most. */
    public List<String> online(String room) throws IOException, InterruptedException {
        return get("rooms/" + room + "/members?online=true&limit=200").getJsonArray("members").stream()
                .map(member -> member.asJsonObject().getString("id"))
                .toList();
    }

    /** Status and the problem's slug; the status alone without one. */
    public static String outcome(HttpResponse<String> response) {
        Matcher slug = SLUG.matcher(response.body());
        boolean problem = response.statusCode() >= 400 && slug.find();
        return response.statusCode() + (problem ? " " + slug.group(1) : "");
    }

    /** Names and values in turn; values are texts, numbers or truths. */
    public static JsonObject object(Object... fields) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            String name = (String) fields[i];
            Object value = fields[i + 1];
            if (value instanceof Integer number) {
                json.add(name, number);
            } else if (value instanceof Boolean truth) {
                json.add(name, truth);
            } else {
                json.add(name, (String) value);
            }
        }
        return json.build();
    }

    /** For a path or a header. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
