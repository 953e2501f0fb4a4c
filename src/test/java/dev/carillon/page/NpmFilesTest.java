package dev.carillon.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of Socket.IO comes from npm where the build finds it, and else from a copy. Nobody can tell the difference. */
class NpmFilesTest {

    private static final Path COPIES = Path.of("webapp/socket.io");
    private static final Path LOCK = Path.of("src/main/npm/package-lock.json");

    /** What the build has put before the copies. */
    private static final Path BUILT = Path.of("target/npm/webapp/socket.io");

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.min.js", "socket.io.esm.min.js"})
    void the_copy_has_the_version_that_npm_is_asked_for(String file) throws IOException {
        String version = locked("node_modules/socket.io-client").getString("version");

        String copy = Files.readString(COPIES.resolve(file));

        assertThat(copy).startsWith("/*!\n * Socket.IO v" + version + "\n").doesNotContain("sourceMappingURL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "LICENSE"})
    void the_copy_is_what_npm_has(String file) throws IOException {
        assumeTrue(Files.exists(BUILT), "the build has had no npm");

        assertThat(Files.readString(COPIES.resolve(file))).isEqualTo(Files.readString(BUILT.resolve(file)));
    }

    private static JsonObject locked(String name) throws IOException {
        try (JsonReader lock = Json.createReader(Files.newBufferedReader(LOCK))) {
            return lock.readObject().getJsonObject("packages").getJsonObject(name);
        }
    }
}
