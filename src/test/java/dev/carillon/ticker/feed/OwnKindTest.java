package dev.carillon.ticker.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The kind of feed in {@code docs/ticker.md} is one that compiles and runs in the integration tests. */
class OwnKindTest {

    @Test
    void the_example_of_the_document_is_the_one_that_is_tested() throws Exception {
        String document = Files.readString(Path.of("docs/ticker.md"));
        String source = Files.readString(Path.of("src/test/java/dev/carillon/it/resource/HeapKind.java"));

        String example = source.substring(source.indexOf("@ApplicationScoped"));

        assertThat(document).contains("```java\n" + example + "```\n");
    }
}
