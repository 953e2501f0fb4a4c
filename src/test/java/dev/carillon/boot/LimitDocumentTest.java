package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The metric names limits as their settings are named. */
class LimitDocumentTest {

    private static final Set<Limit> FIXED =
            Set.of(Limit.BODIES_WAITING, Limit.EVENT_LABEL_LENGTH, Limit.IDEMPOTENCY_KEY_LENGTH);

    @Test
    void every_limit_that_is_counted_is_a_setting_or_stands_with_the_fixed_ones() throws IOException {
        String settings = Files.readString(Path.of("src/main/resources/META-INF/microprofile-config.properties"));
        String document = Files.readString(Path.of("docs", "settings.md"));
        List<String> fixed = document.substring(document.indexOf("\n## Limits that are fixed"))
                .lines()
                .toList();

        for (Limit limit : Limit.values()) {
            if (FIXED.contains(limit)) {
                assertThat(fixed).anyMatch(line -> line.contains('`' + limit.label() + '`'));
            } else {
                assertThat(settings).contains("\ncarillon." + limit.label() + '=');
            }
        }
        assertThat(Arrays.stream(Limit.values()).map(Limit::label)).doesNotHaveDuplicates();
    }
}
