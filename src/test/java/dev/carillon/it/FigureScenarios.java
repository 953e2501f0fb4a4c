package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.PollAnswer;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code admin/stats}: the server tells administrators how it is. */
interface FigureScenarios extends Scenario {

    String FIGURES = "/api/events?channel=admin/stats";

    @Test
    default void an_administrator_is_told_the_figures_again_and_again() throws Exception {
        String[] admin = Tokens.bearer(Tokens.admin());
        try (RawStream stream = hub().stream(FIGURES, admin[0] + ": " + admin[1])) {
            Instant begin = Instant.now();
            Message told = stream.nextMessage();
            // The first may be what was told to somebody else, before.
            while (Instant.parse(PollAnswer.parse(told.data()).getString("time"))
                    .isBefore(begin)) {
                told = stream.nextMessage();
            }
            JsonObject first = PollAnswer.parse(told.data());
            stream.nextMessage();
            JsonObject third = PollAnswer.parse(stream.nextMessage().data());

            assertThat(told.type()).isEqualTo("figures");
            assertThat(stream.lastEventId()).as("they are volatile").isEmpty();
            assertThat(first.getJsonObject("connections").getInt("all")).isPositive();
            assertThat(first.getJsonObject("log").getBoolean("writable")).isTrue();
            assertThat(first.getJsonArray("feeds").toString()).contains("\"health\":");
            // When a busy machine is late with one, the next one comes soon after it.
            assertThat(Duration.between(Instant.parse(first.getString("time")), Instant.parse(third.getString("time"))))
                    .isBetween(Duration.ofMillis(500), RawStream.PATIENCE);
            assertThat(third.getJsonObject("deliveries").getInt("events"))
                    .isGreaterThan(first.getJsonObject("deliveries").getInt("events"));
        }
    }

    @Test
    default void nobody_else_reads_them_and_nobody_publishes_there() throws Exception {
        HttpResponse<String> anonymous = hub().get(FIGURES);
        HttpResponse<String> subscriber = hub().get(FIGURES, Tokens.bearer(Tokens.subscriber("sue", "**")));
        HttpResponse<String> published = hub().post("/api/events/admin/stats", "{}", Tokens.bearer(Tokens.admin()));

        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(subscriber.statusCode()).isEqualTo(403);
        assertThat(published.statusCode()).isEqualTo(400);
        assertThat(published.body()).contains("/problems/reserved-channel");
    }

    @Test
    default void nothing_is_published_while_nobody_listens() throws Exception {
        String[] admin = Tokens.bearer(Tokens.admin());
        try (RawStream stream = hub().stream(FIGURES, admin[0] + ": " + admin[1])) {
            stream.nextMessage();
        }
        Awaitility.await("the server to notice that nobody listens")
                .atMost(RawStream.PATIENCE)
                .until(() -> new AdminClient(hub())
                        .list("/api/admin/connections?channel=admin/stats")
                        .isEmpty());

        Awaitility.await("silence")
                .atMost(RawStream.PATIENCE.plusSeconds(5))
                .during(Duration.ofSeconds(3))
                .until(this::published, new SameAsBefore());
    }

    default int published() throws Exception {
        return new AdminClient(hub())
                .list("/api/admin/channels?selector=admin/stats").stream()
                        .findFirst()
                        .map(channel -> channel.getInt("published"))
                        .orElse(0);
    }

    /** Fails whenever a number differs from the one before it, so that the silence begins anew. */
    final class SameAsBefore implements Predicate<Integer> {
        private int before = -1;

        @Override
        public boolean test(Integer now) {
            boolean same = now == before;
            before = now;
            return same;
        }
    }
}
