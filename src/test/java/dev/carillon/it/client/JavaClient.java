package dev.carillon.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.awaitility.Awaitility;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * What {@code src/test/node/scenario.js} does, with the client for Java. It knows of no recovery.
 *
 * <p>Threading: the test's thread; the client's own fills the lists.
 */
public final class JavaClient implements AutoCloseable {

    private static final String NAMESPACE = "/conformance";

    /** As the client's own. */
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(1);

    private final String url;
    private final List<String> asked;
    private final String used;
    private final List<Member> members = new ArrayList<>();

    /** By default all clients of the process have five requests together, and each that polls has one or two. */
    private final OkHttpClient http;

    public JavaClient(String url, List<String> asked, String used) {
        this.url = url;
        this.asked = asked;
        this.used = used;
        Dispatcher requests = new Dispatcher();
        requests.setMaxRequestsPerHost(requests.getMaxRequests());
        this.http = new OkHttpClient.Builder()
                .dispatcher(requests)
                .readTimeout(READ_TIMEOUT)
                .build();
    }

    private interface Step {
        void run() throws Exception;
    }

    /** One socket, on a connection of its own, with what it was told. */
    private static final class Member {

        private final Socket socket;
        private final List<Object> told = Collections.synchronizedList(new ArrayList<>());
        private CompletableFuture<Object[]> welcome = new CompletableFuture<>();

        Member(Socket socket) {
            this.socket = socket;
            socket.on("told", args -> told.add(args[0]));
            socket.on("welcome", args -> welcome.complete(args));
        }

        /** The arguments of the next event of a name. */
        CompletableFuture<Object[]> next(String event) {
            CompletableFuture<Object[]> next = new CompletableFuture<>();
            socket.once(event, next::complete);
            return next;
        }

        /** What is acknowledged. */
        Object[] ask(String event, Object... args) throws Exception {
            CompletableFuture<Object[]> answer = new CompletableFuture<>();
            Ack ack = answer::complete;
            socket.emit(event, args, ack);
            return get(answer);
        }

        JSONObject welcomed() throws Exception {
            return (JSONObject) get(welcome)[0];
        }
    }

    private static Object[] get(CompletableFuture<Object[]> promised) throws Exception {
        return promised.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Member open(String namespace, Map<String, String> auth, Map<String, List<String>> headers) {
        IO.Options options = IO.Options.builder()
                .setForceNew(true)
                .setAuth(auth)
                .setExtraHeaders(headers)
                .build();
        options.callFactory = http;
        options.webSocketFactory = http;
        if (!asked.isEmpty()) {
            options.transports = asked.toArray(String[]::new);
        }
        Member member = new Member(IO.socket(URI.create(url + namespace), options));
        members.add(member);
        return member;
    }

    private Member join() throws Exception {
        return join(Map.of(), Map.of());
    }

    private Member join(Map<String, String> auth, Map<String, List<String>> headers) throws Exception {
        Member member = open(NAMESPACE, auth, headers);
        member.socket.connect();
        member.welcomed();
        return member;
    }

    @Override
    public void close() {
        members.forEach(member -> member.socket.disconnect());
        members.clear();
    }

    /**
     * What it hears on a channel of the hub, as long as it is not closed. Whenever it is connected it asks for what follows the newest
     * that it has.
     */
    public List<String> follow(String channel) {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<String> newest = new AtomicReference<>();
        Member reader = open("/", Map.of(), Map.of());
        reader.socket.on("event", args -> {
            JSONObject event = (JSONObject) args[0];
            heard.add(event.optString("data"));
            newest.set(event.optString("id"));
        });
        reader.socket.on(Socket.EVENT_CONNECT, args -> {
            Map<String, Object> asked = new HashMap<>(Map.of("channel", channel));
            asked.put(newest.get() == null ? "last" : "after", newest.get() == null ? 1000 : newest.get());
            reader.socket.emit("subscribe", new JSONObject(asked));
        });
        reader.socket.connect();
        return heard;
    }

    /** Publishes numbers one after the other, each when the one before is acknowledged; if it is not connected, as soon as it is. */
    public void publish(String channel, int from, int through) throws Exception {
        Member writer = open("/", Map.of(), Map.of());
        writer.socket.connect();
        for (int number = from; number <= through; number++) {
            JSONObject event = new JSONObject(Map.of("channel", channel, "data", Integer.toString(number)));
            assertThat(((JSONObject) writer.ask("publish", event)[0]).optString("id"))
                    .isNotEmpty();
        }
        writer.socket.disconnect();
    }

    // --- the scenario ---

    /** All steps; {@code token} is of {@code subject}. */
    public void doEverything(String subject, String token) throws Exception {
        List<Step> steps = List.of(
                () -> isWhomTheTokenNames(subject, token),
                () -> isRefused(token),
                this::exchangesJson,
                this::exchangesBytes,
                this::getsAcknowledgements,
                this::givesAcknowledgements,
                this::tellsAllAndOthers,
                this::tellsARoom,
                this::leavesAndIsSentAway,
                this::usesNamespacesOfAPattern);
        for (Step step : steps) {
            step.run();
            close();
        }
    }

    private void isWhomTheTokenNames(String subject, String token) throws Exception {
        CompletableFuture<String> transport = new CompletableFuture<>();
        Member byPayload = open(NAMESPACE, Map.of("token", token), Map.of());
        byPayload.socket.io().on(Manager.EVENT_TRANSPORT, args -> {
            io.socket.engineio.client.Transport chosen = (io.socket.engineio.client.Transport) args[0];
            if (chosen.name.equals(used)) {
                transport.complete(chosen.name);
            }
        });
        byPayload.socket.connect();

        Member byHeader = join(Map.of(), Map.of("Authorization", List.of("Bearer " + token)));

        assertThat(byPayload.welcomed().getString("subject")).isEqualTo(subject);
        assertThat(byHeader.welcomed().getString("subject")).isEqualTo(subject);
        assertThat(transport.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(used);
    }

    private void isRefused(String token) throws Exception {
        assertThat(refusal(NAMESPACE, Map.of("token", token + "x"))
                        .getJSONObject("data")
                        .getInt("status"))
                .isEqualTo(401);
        assertThat(refusal(NAMESPACE, Map.of("refuse", "not you")).toString())
                .isIn(
                        "{\"message\":\"not you\",\"data\":{\"code\":7}}",
                        "{\"data\":{\"code\":7},\"message\":\"not you\"}");
        assertThat(refusal("/nowhere", Map.of()).getString("message")).isEqualTo("Invalid namespace");
    }

    private JSONObject refusal(String namespace, Map<String, String> auth) throws Exception {
        Member member = open(namespace, auth, Map.of());
        CompletableFuture<Object[]> refused = member.next(Socket.EVENT_CONNECT_ERROR);
        member.socket.connect();
        return (JSONObject) get(refused)[0];
    }

    private void exchangesJson() throws Exception {
        Member member = join();
        for (Object value : List.of(0, -0.5, "", "€ 漢字 😀 \u2028 \" \\", "x".repeat(100_000), true)) {
            CompletableFuture<Object[]> echo = member.next("echo");

            assertThat(member.ask("echo", value)[0]).isEqualTo(value);
            assertThat(get(echo)[0]).isEqualTo(value);
        }
        String nested = "{\"a\":[1,{\"b\":null}],\"€\":{\"\":[\"\"]}}";
        assertThat(new JSONObject(member.ask("echo", new JSONObject(nested))[0].toString()).toString())
                .isEqualTo(new JSONObject(nested).toString());
        assertThat(((JSONArray) member.ask("echo", new JSONArray())[0]).length())
                .isZero();
    }

    private void exchangesBytes() throws Exception {
        Member member = join();
        byte[] bytes = new byte[300_000];
        bytes[0] = 1;
        byte[] reversed = (byte[]) member.ask("reverse", (Object) bytes)[0];
        JSONObject deep = (JSONObject) member.ask("echo", new JSONObject().put("deep", new byte[] {1, 2}))[0];

        assertThat(reversed).hasSize(bytes.length).endsWith(0, 1);
        assertThat((byte[]) deep.get("deep")).containsExactly(1, 2);
    }

    private void getsAcknowledgements() throws Exception {
        Member member = join();

        assertThat(member.ask("nothing")).isEmpty();
        assertThat(((JSONObject) member.ask("fail")[0]).getJSONObject("error").getInt("data"))
                .isEqualTo(7);
    }

    private void givesAcknowledgements() throws Exception {
        Member member = join();
        member.socket.on("question", args -> ((Ack) args[args.length - 1]).call(args[0], new byte[] {3}));

        Object[] answer = member.ask("ask", "why");

        assertThat(answer[0]).isEqualTo("why");
        assertThat((byte[]) answer[1]).containsExactly(3);
        assertThat(member.ask("ask-in-vain")[0]).isEqualTo("TimeoutException");
    }

    private void tellsAllAndOthers() throws Exception {
        Member sender = join();
        Member other = join();

        sender.ask("tell-all", "all");
        sender.ask("tell-others", "others");

        String mark = settle(sender, other);
        assertThat(sender.told).containsExactly("all", mark);
        assertThat(other.told).containsExactly("all", "others", mark);
    }

    private void tellsARoom() throws Exception {
        Member sender = join();
        Member other = join();
        String room = "room " + UUID.randomUUID();
        sender.ask("join", room);
        other.ask("join", room);

        sender.ask("tell-room", room, "room");
        sender.ask("tell-others-in-room", room, "others");
        other.ask("leave", room);
        sender.ask("tell-room", room, "who is left");

        String mark = settle(sender, other);
        assertThat(sender.told).containsExactly("room", "who is left", mark);
        assertThat(other.told).containsExactly("room", "others", mark);
    }

    /** Everything that was sent to all before has come. */
    private static String settle(Member... all) throws Exception {
        String mark = "mark " + UUID.randomUUID();
        all[0].ask("tell-all", mark);
        for (Member member : all) {
            Awaitility.await(mark).atMost(RawStream.PATIENCE).until(() -> member.told.contains(mark));
        }
        return mark;
    }

    private void leavesAndIsSentAway() throws Exception {
        Member stays = join();
        Member leaves = join();
        String id = leaves.socket.id();
        List<Object> left = Collections.synchronizedList(new ArrayList<>());
        stays.ask("join", "watchers");
        stays.socket.on("left", args -> left.add(args[0] + " " + args[1]));

        leaves.socket.disconnect();

        Awaitility.await().atMost(RawStream.PATIENCE).until(() -> left.contains(id + " CLIENT"));
        CompletableFuture<Object[]> end = stays.next(Socket.EVENT_DISCONNECT);
        // Whoever connects again before that takes the end of the old connection for the new one's.
        CompletableFuture<Object[]> closed = new CompletableFuture<>();
        stays.socket.io().once(Manager.EVENT_CLOSE, closed::complete);
        stays.socket.emit("send-me-away");
        assertThat(get(end)[0]).isEqualTo("io server disconnect");
        get(closed);
        stays.welcome = new CompletableFuture<>();
        stays.socket.connect();
        stays.welcomed();
    }

    private void usesNamespacesOfAPattern() throws Exception {
        Member one = open("/team-1", Map.of(), Map.of());
        Member two = open("/team-2", Map.of(), Map.of());
        one.socket.connect();
        two.socket.connect();
        assertThat(get(one.welcome)[0]).isEqualTo("/team-1");
        assertThat(get(two.welcome)[0]).isEqualTo("/team-2");

        one.ask("tell-all", "one");
        two.ask("tell-all", "two");

        Awaitility.await().atMost(RawStream.PATIENCE).until(() -> one.told.size() == 1 && two.told.size() == 1);
        assertThat(one.told).containsExactly("one");
        assertThat(two.told).containsExactly("two");
    }
}
