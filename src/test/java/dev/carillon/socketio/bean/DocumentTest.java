package dev.carillon.socketio.bean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.engineio.SessionAcceptor;
import dev.carillon.it.client.NodeSearch;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of {@code docs/socketio.md}, in both languages: those in Java are beans, and those in JavaScript can be read. */
class DocumentTest {

    private static final Pattern EXAMPLE = Pattern.compile("```(java|js)\n(.+?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

    /** What the examples leave out. */
    private static final String IMPORTS = """
            import dev.carillon.engineio.*;
            import dev.carillon.hub.CloseReason;
            import dev.carillon.socketio.*;
            import jakarta.annotation.Priority;
            import jakarta.enterprise.context.ApplicationScoped;
            import jakarta.enterprise.inject.Alternative;
            import jakarta.inject.Inject;
            import java.util.*;
            import java.util.concurrent.*;
            """;

    private static final String STORE =
            "import java.util.concurrent.*; interface Store { CompletionStage<Long> save(Object order); }";

    @TempDir
    Path directory;

    private static List<String> examples(String document, String language) throws IOException {
        List<MatchResult> all =
                EXAMPLE.matcher(Files.readString(Path.of(document))).results().toList();
        return all.stream()
                .filter(example -> example.group(1).equals(language))
                .map(example -> example.group(2))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/socketio.md", "docs/socketio.zh-CN.md"})
    void each_example_in_java_is_a_bean_that_may_serve_a_namespace_or_take_sessions(String document) throws Exception {
        List<String> examples = examples(document, "java");
        Files.writeString(directory.resolve("Store.java"), STORE);

        assertThat(examples).hasSize(3);
        for (String example : examples) {
            String name =
                    CLASS.matcher(example).results().findFirst().orElseThrow().group(1);
            Path source = directory.resolve(name + ".java");
            Files.writeString(source, IMPORTS + example);
            assertThat(compile(source)).as(example).isZero();
            Object bean = bean(name);
            if (!(bean instanceof SessionAcceptor)) {
                assertThat(new NamespaceBeans(List.of(bean))).isNotNull();
            }
        }
    }

    private int compile(Path source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        return compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-parameters",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                directory.resolve("Store.java").toString(),
                source.toString());
    }

    private Object bean(String name) throws Exception {
        // Not closed: it is to find the classes of parameters later.
        URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
        Constructor<?> constructor = loader.loadClass(name).getDeclaredConstructor();
        return constructor.newInstance();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/socketio.md", "docs/socketio.zh-CN.md"})
    void each_example_in_javascript_can_be_read(String document) throws Exception {
        List<String> examples = examples(document, "js");

        assertThat(examples).hasSize(4);
        for (String example : examples) {
            Path module = directory.resolve("example.mjs");
            Files.writeString(module, example.replace("…", ""));
            Process node = new ProcessBuilder(NodeSearch.node(), "--check", module.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(node.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).as(example + said).isZero();
        }
    }
}
