package dev.carillon.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.it.client.OpenApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard, the alert rules and the documentation tell of the metrics that there are, under their names. */
class DashboardTest {

    private static final Path DASHBOARD = Path.of("server-config/grafana/carillon-dashboard.json");
    private static final Path ALERTS = Path.of("server-config/grafana/carillon-alerts.yml");
    private static final Path DOCUMENT = Path.of("docs/operations.md");

    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)\\s+expr: (.+)\\n");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.$\"])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\\w(])");
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_0-9]+)[{ ]", Pattern.MULTILINE);
    private static final Pattern FAMILY = Pattern.compile("^# TYPE (carillon_\\S+) ", Pattern.MULTILINE);
    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `(carillon_[a-z_]+)", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^### (Carillon\\w+)$", Pattern.MULTILINE);

    /** Functions with an underscore, followed by a bracket after a blank or a clause; and labels. */
    private static final Set<String> NO_METRICS = Set.of("label_values");

    @Test
    void every_metric_that_the_dashboard_asks_for_is_there() throws IOException {
        List<String> expressions = new ArrayList<>();
        OpenApi.walk("", OpenApi.json(Files.readString(DASHBOARD)), (pointer, node) -> {
            if (pointer.endsWith("/expr") || pointer.endsWith("/definition")) {
                expressions.add(node.asText());
            }
        });

        assertThat(expressions).hasSizeGreaterThan(40);
        assertThat(metricsOf(expressions)).hasSizeGreaterThan(30).isSubsetOf(samples());
    }

    @Test
    void every_panel_has_its_place_and_asks_the_chosen_source() throws IOException {
        JsonNode dashboard = OpenApi.json(Files.readString(DASHBOARD));
        Set<String> taken = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asText()).isNotEmpty();
            JsonNode place = panel.path("gridPos");
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    int column = place.path("x").asInt() + x;
                    assertThat(column).isLessThan(24);
                    assertThat(taken.add(column + " " + (place.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${source}");
            }
        }
    }

    @Test
    void every_metric_that_an_alert_asks_for_is_there() throws IOException {
        List<String> expressions = all(ALERT, Files.readString(ALERTS))
                .map(match -> match.group(2))
                .toList();

        // "up" is Prometheus' own, and has no underscore.
        assertThat(expressions).hasSizeGreaterThan(10);
        assertThat(metricsOf(expressions)).isSubsetOf(samples());
    }

    @Test
    void every_alert_is_explained() throws IOException {
        assertThat(names(HEADING, Files.readString(DOCUMENT))).isEqualTo(names(ALERT, Files.readString(ALERTS)));
    }

    @Test
    void every_metric_of_ours_is_explained() throws IOException {
        assertThat(names(DOCUMENTED, Files.readString(DOCUMENT))).isEqualTo(names(FAMILY, scrape()));
    }

    /** What stands in quotation marks and braces are labels and their values. */
    private static Set<String> metricsOf(List<String> expressions) {
        return expressions.stream()
                .map(expression -> expression.replaceAll("\\{[^}]*}", "").replaceAll("(by|on|without) \\([^)]*\\)", ""))
                .flatMap(expression -> all(NAME, expression))
                .map(MatchResult::group)
                .filter(name -> !NO_METRICS.contains(name))
                .collect(Collectors.toSet());
    }

    private static Set<String> samples() {
        return names(SAMPLE, scrape());
    }

    private static String scrape() {
        try (OperationHub parts = new OperationHub();
                Metrics metrics = parts.metrics()) {
            return new String(metrics.scrape(null).body(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return all(pattern, text).map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static Stream<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
