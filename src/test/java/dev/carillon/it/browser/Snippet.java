package dev.carillon.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Code that a page gave away to be copied, at work in a process of its own. */
final class Snippet implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path output;

    private Snippet(String token, List<String> command) throws IOException {
        this.output = Files.createTempFile("carillon-snippet", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("CARILLON_TOKEN", token);
        this.process = builder.start();
    }

    static Snippet shell(String code, String token) throws IOException {
        return new Snippet(token, List.of("bash", "-c", code));
    }

    static Snippet python(String code, String token) throws IOException {
        return new Snippet(token, List.of("python3", "-u", file("snippet.py", code)));
    }

    static Snippet node(String code, String token) throws IOException {
        return new Snippet(token, List.of("node", file("snippet.mjs", code)));
    }

    /** Compiles and runs one class with the libraries of this test. */
    static Snippet java(String code, String token) throws IOException {
        String libraries = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Snippet(token, List.of(java, "-cp", libraries, file("Snippet.java", code)));
    }

    private static String file(String name, String code) throws IOException {
        return Files.writeString(Files.createTempDirectory("carillon-snippet").resolve(name), code)
                .toString();
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Whether this machine has the program; not everybody who builds has all. */
    static boolean canRun(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Waits until it has printed this. */
    void await(String text) {
        Awaitility.await(text)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(output()).contains(text));
    }

    /** Waits for its end, and gives what it has printed. */
    String result() throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it has ended")
                .isTrue();
        assertThat(process.exitValue()).as(output()).isZero();
        return output();
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.deleteIfExists(output);
    }
}
