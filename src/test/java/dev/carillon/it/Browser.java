package dev.carillon.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A headless Chromium with one page, driven by the Chrome DevTools protocol. That is a WebSocket and five commands, so there is
 * no library for it and no driver to install.
 */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();

    private Browser(Path profile, Process process) throws Exception {
        this.profile = profile;
        this.process = process;
        HttpClient client = HttpClient.newHttpClient();
        this.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(debuggerOfPage(client)), new Answers())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The first Chromium on the PATH. */
    static Optional<Path> find() {
        return NAMES.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts one with a fresh profile, which is deleted at the end. */
    static Browser open(Path executable, String language) throws Exception {
        Path profile = Files.createTempDirectory("carillon-browser");
        List<String> command = new ArrayList<>(List.of(executable.toString(), "--user-data-dir=" + profile));
        command.addAll(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"));
        command.addAll(List.of("--no-first-run", "--disable-background-networking", "--disable-component-update"));
        command.addAll(List.of("--disable-sync", "--disable-quic", "--remote-debugging-port=0"));
        command.addAll(List.of("--lang=" + language, "--accept-lang=" + language, "about:blank"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new Browser(profile, process);
        } catch (Exception e) {
            process.destroyForcibly();
            end(profile, process);
            throw e;
        }
    }

    void visit(String url) {
        send("Page.navigate", Json.createObjectBuilder().add("url", url).build());
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Deletes what pages of an origin have stored. */
    void forget(String origin) {
        JsonObject parameters = Json.createObjectBuilder()
                .add("origin", origin)
                .add("storageTypes", "all")
                .build();
        send("Storage.clearDataForOrigin", parameters);
    }

    /** The value of a JavaScript expression, as text. */
    String evaluate(String expression) {
        JsonObject result = send(
                "Runtime.evaluate",
                Json.createObjectBuilder()
                        .add("expression", "String(" + expression + ")")
                        .build());
        if (result.containsKey("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.getJsonObject("result").getString("value");
    }

    /** Waits until a JavaScript expression is true. */
    void await(String expression) {
        Awaitility.await(expression)
                .atMost(PATIENCE)
                .until(() -> evaluate(expression).equals("true"));
    }

    void click(String selector) {
        evaluate("document.querySelector('" + selector + "').click()");
    }

    /** Replaces the text of a field, as a keyboard does. */
    void type(String selector, String text) {
        evaluate("document.querySelector('" + selector + "').select()");
        send("Input.insertText", Json.createObjectBuilder().add("text", text).build());
    }

    JsonObject send(String method, JsonObject parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(id, answer);
        String command = Json.createObjectBuilder()
                .add("id", id)
                .add("method", method)
                .add("params", parameters)
                .build()
                .toString();
        socket.sendText(command, true).join();
        JsonObject message =
                answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (message.containsKey("error")) {
            throw new IllegalStateException(method + ": " + message.get("error"));
        }
        return message.getJsonObject("result");
    }

    @Override
    public void close() {
        try {
            send("Browser.close", JsonValue.EMPTY_JSON_OBJECT);
        } finally {
            end(profile, process);
        }
    }

    private static void end(Path profile, Process process) {
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .thenCompose(Process::onExit)
                .join();
        delete(profile);
    }

    private String debuggerOfPage(HttpClient client) throws Exception {
        Path portFile = profile.resolve("DevToolsActivePort");
        Awaitility.await("the browser's debugger")
                .atMost(PATIENCE)
                .until(() ->
                        Files.exists(portFile) && Files.readAllLines(portFile).size() > 1);
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(portFile).get(0) + "/json/list");
        String targets = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .body();
        try (var reader = Json.createReader(new StringReader(targets))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .filter(target -> target.getString("type").equals("page"))
                    .findFirst()
                    .orElseThrow()
                    .getString("webSocketDebuggerUrl");
        }
    }

    /** The browser's children may still write while it ends. */
    private static void delete(Path directory) {
        Awaitility.await("the profile is deleted")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    try (Stream<Path> files = Files.walk(directory)) {
                        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                            Files.delete(file);
                        }
                    }
                    return Files.notExists(directory);
                });
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                try (var reader = Json.createReader(new StringReader(message.toString()))) {
                    JsonObject answer = reader.readObject();
                    CompletableFuture<JsonObject> asked = answers.remove(answer.getInt("id", 0));
                    if (asked != null) {
                        asked.complete(answer);
                    }
                }
                message.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
