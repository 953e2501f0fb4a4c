package dev.carillon.it.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Node that runs {@code src/test/node/run.mjs}.
 *
 * <p>Threading: one thread at a time.
 */
public final class NodeClient implements ScriptClient {

    private final Process process;
    private final Writer calls;
    private final BufferedReader answers;

    public NodeClient() throws IOException {
        NodeSearch node = NodeSearch.found();
        List<String> command = new ArrayList<>(node.command());
        command.add(Path.of("src/test/node/run.mjs").toString());
        command.add(node.client().toString());
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        calls = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    @Override
    public JsonValue call(String function, JsonObject options) {
        JsonObject call = Json.createObjectBuilder()
                .add("call", function)
                .add("options", options)
                .build();
        try {
            calls.write(call + "\n");
            calls.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new AssertionError("Node has ended");
            }
            JsonObject answer = PollAnswer.parse(line);
            if (answer.containsKey("failed")) {
                throw new AssertionError(answer.getString("failed"));
            }
            return answer.get("done");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
