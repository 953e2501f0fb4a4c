package dev.carillon.ticker;

import static dev.carillon.ticker.AlertWorld.ACME;
import static dev.carillon.ticker.AlertWorld.ANNA;
import static dev.carillon.ticker.AlertWorld.BORIS;
import static dev.carillon.ticker.AlertWorld.GLOBEX;
import static dev.carillon.ticker.AlertWorld.problem;
import static dev.carillon.ticker.AlertWorld.wish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Event;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.AlertWorld.Failure;
import dev.carillon.ticker.model.Alert;
import dev.carillon.ticker.model.Crossing;
import dev.carillon.ticker.model.Owner;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AlertsTest {

    private AlertWorld world = new AlertWorld(3);

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        // at 200: from, to, up, down
        "199, 200, true, false",
        "199.99, 200.01, true, false",
        "199, 200.000, true, false",
        "200, 201, false, false",
        "199, 199.99, false, false",
        "201, 200, false, true",
        "200.01, 199.99, false, true",
        "200, 199, false, false",
        "201, 200.01, false, false",
        "200, 200.0, false, false",
        "199, 199, false, false",
        "-1, 250, true, false"
    })
    void a_price_crosses_where_it_comes_to_that_of_the_alert_from_the_other_side(
            String before, String now, boolean up, boolean down) {
        Alert any = world.create(ANNA, ACME, "200", Crossing.ANY);
        Alert ups = world.create(ANNA, ACME, "200", Crossing.UP);
        Alert downs = world.create(ANNA, ACME, "200.00", Crossing.DOWN);

        world.look(ACME, before, now);

        List<String> wentOff = world.wentOff(ANNA);
        assertThat(wentOff.contains(ups.id())).isEqualTo(up);
        assertThat(wentOff.contains(downs.id())).isEqualTo(down);
        assertThat(wentOff.contains(any.id())).isEqualTo(up || down);
    }

    @Test
    void its_owner_is_told_what_went_off_and_at_which_quote() {
        Alert alert = world.create(ANNA, ACME, "200.50", Crossing.UP);
        world.create(BORIS, GLOBEX, "200.50", Crossing.UP);

        world.look(ACME, "200", "201.00");

        Event told = world.told(ANNA).get(0);
        assertThat(told.type()).isEqualTo("alert");
        assertThat(told.payload().isJson()).isTrue();
        assertThat(told.payload().text())
                .isEqualTo("{\"alert\":{\"id\":\"" + alert.id()
                        + "\",\"symbol\":\"ACME\",\"price\":\"200.50\",\"crosses\":\"up\",\"createdAt\":\"2026-01-01T00:00:00Z\"},"
                        + "\"crossed\":\"up\",\"quote\":{\"symbol\":\"ACME\",\"price\":\"201.00\",\"change\":\"0\",\"volume\":\"0\","
                        + "\"dayVolume\":\"0\",\"time\":\"2026-01-01T00:00:00Z\",\"sequence\":1}}");
        assertThat(world.told(BORIS)).isEmpty();
    }

    @Test
    void it_goes_off_once_and_is_gone() {
        Alert alert = world.create(ANNA, ACME, "200", Crossing.ANY);

        CompletionStage<?> first = world.look(ACME, "199", "200");
        CompletionStage<?> second = world.look(ACME, "200", "199");
        CompletionStage<?> third = world.look(ACME, "199", "201");

        assertThat(first).isCompleted();
        assertThat(second).isNull();
        assertThat(third).isNull();
        assertThat(world.wentOff(ANNA)).containsExactly(alert.id());
        assertThat(world.alerts.of(ANNA)).isEmpty();
        assertThat(problem(() -> world.alerts.remove(ANNA, alert.id()))).isEqualTo(Problem.NOT_FOUND);
    }

    @Test
    void what_goes_off_at_one_quote_is_one_append_in_the_order_of_the_prices() {
        Alert high = world.create(ANNA, ACME, "203", Crossing.UP);
        Alert low = world.create(ANNA, ACME, "201", Crossing.ANY);
        Alert other = world.create(BORIS, ACME, "202", Crossing.UP);
        world.appends().clear();

        world.look(ACME, "200", "203");

        assertThat(world.appends())
                .containsExactly(List.of(
                        "ticker-alerts/@anna",
                        "~ticker/alerts",
                        "ticker-alerts/@boris",
                        "~ticker/alerts",
                        "ticker-alerts/@anna",
                        "~ticker/alerts"));
        assertThat(world.wentOff(ANNA)).containsExactly(low.id(), high.id());
        assertThat(world.wentOff(BORIS)).containsExactly(other.id());
    }

    @Test
    void a_quote_that_crosses_more_than_one_append_has_takes_several() {
        List<Owner> crowd = IntStream.range(0, 1_201)
                .mapToObj(number -> new Owner("p" + number))
                .toList();
        crowd.forEach(owner -> world.create(owner, ACME, "200", Crossing.UP));
        world.appends().clear();

        CompletionStage<?> told = world.look(ACME, "199", "201");

        assertThat(told).isCompleted();
        assertThat(world.appends()).hasSize(3);
        assertThat(crowd).allSatisfy(owner -> assertThat(world.told(owner)).hasSize(1));
    }

    @Test
    void after_a_restart_it_goes_off_if_it_has_not_before() {
        Alert early = world.create(ANNA, ACME, "200", Crossing.UP);
        Alert late = world.create(ANNA, ACME, "300", Crossing.UP);
        Alert removed = world.create(ANNA, ACME, "250", Crossing.UP);
        world.look(ACME, "199", "201");
        AlertWorld.done(world.alerts.remove(ANNA, removed.id()));

        world = world.restarted();
        List<Alert> left = world.alerts.of(ANNA);
        world.look(ACME, "199", "301");

        assertThat(left).containsExactly(late);
        assertThat(world.wentOff(ANNA)).containsExactly(early.id(), late.id());
    }

    @Test
    void what_is_kept_comes_back_as_it_was() {
        Alerts.Wish wish = new Alerts.Wish(ACME, new BigDecimal("-0.10"), Crossing.DOWN, "sell \"all\"\n卖出");
        Alert alert = AlertWorld.done(world.alerts.create(ANNA, wish));

        world = world.restarted();

        assertThat(world.alerts.of(ANNA)).containsExactly(alert);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "BUSY", "UNKNOWN"})
    void it_is_told_once_though_the_log_fails_for_some_time(Failure failure) {
        Alert alert = world.create(ANNA, ACME, "200", Crossing.UP);
        world.failAppends(failure);
        CompletionStage<?> told = world.look(ACME, "199", "201");
        world.scheduler.pass(Duration.ofSeconds(90));
        boolean toldBefore = told.toCompletableFuture().isDone();

        world.failAppends(null);
        world.scheduler.pass(Duration.ofSeconds(1));

        assertThat(toldBefore).isFalse();
        assertThat(told).isCompleted();
        assertThat(world.wentOff(ANNA)).containsExactly(alert.id());
        assertThat(world.scheduler.waiting()).isZero();
    }

    @Test
    void one_that_was_not_told_before_a_stop_goes_off_after_the_start() {
        Alert alert = world.create(ANNA, ACME, "200", Crossing.UP);
        world.failAppends(Failure.UNAVAILABLE);
        CompletionStage<?> told = world.look(ACME, "199", "201");

        world.failAppends(Failure.STOPPED);
        world.scheduler.pass(Duration.ofSeconds(1));
        CompletableFuture<?> stopped = told.toCompletableFuture();
        world.failAppends(null);
        world = world.restarted();
        // The quote that crossed it is not on the disk either.
        world.look(ACME, "199", "202");

        assertThat(stopped)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(HubStoppedException.class);
        assertThat(world.wentOff(ANNA)).containsExactly(alert.id());
    }

    @Test
    void it_cannot_go_off_before_it_is_kept() {
        world.holdAppends();
        CompletionStage<Alert> creating = world.alerts.create(ANNA, wish(ACME, "200", Crossing.UP));
        CompletionStage<?> early = world.look(ACME, "199", "201");
        boolean acknowledged = creating.toCompletableFuture().isDone();

        world.releaseAppends();
        world.look(ACME, "199", "201");

        assertThat(early).isNull();
        assertThat(acknowledged).isFalse();
        assertThat(world.wentOff(ANNA))
                .containsExactly(AlertWorld.done(creating).id());
    }

    @Test
    void one_that_is_crossed_while_it_is_removed_is_told_and_its_removal_refused() {
        Alert alert = world.create(ANNA, ACME, "200", Crossing.UP);
        world.holdAppends();
        CompletionStage<Alert> removing = world.alerts.remove(ANNA, alert.id());

        world.look(ACME, "199", "201");
        world.releaseAppends();

        assertThat(problem(() -> removing)).isEqualTo(Problem.NOT_FOUND);
        assertThat(world.wentOff(ANNA)).containsExactly(alert.id());
        world = world.restarted();
        assertThat(world.alerts.of(ANNA)).isEmpty();
    }

    @Test
    void one_that_is_removed_does_not_go_off() {
        Alert alert = world.create(ANNA, ACME, "200", Crossing.UP);

        Problem refusal = problem(() -> world.alerts.remove(ANNA, alert.id()));
        CompletionStage<?> told = world.look(ACME, "199", "201");

        assertThat(refusal).isNull();
        assertThat(told).isNull();
        assertThat(world.told(ANNA)).isEmpty();
    }

    @Test
    void one_whose_removal_fails_goes_off() {
        Alert alert = world.create(ANNA, ACME, "200", Crossing.UP);
        world.failAppends(Failure.UNAVAILABLE);

        Problem refusal = problem(() -> world.alerts.remove(ANNA, alert.id()));
        world.failAppends(null);
        world.look(ACME, "199", "201");

        assertThat(refusal).isEqualTo(Problem.LOG_UNAVAILABLE);
        assertThat(world.wentOff(ANNA)).containsExactly(alert.id());
    }

    @Test
    void nobody_sees_or_removes_those_of_others() {
        Alert alert = world.create(ANNA, ACME, "200", Crossing.UP);

        Problem refusal = problem(() -> world.alerts.remove(BORIS, alert.id()));

        assertThat(refusal).isEqualTo(Problem.NOT_FOUND);
        assertThat(world.alerts.of(BORIS)).isEmpty();
        assertThat(world.alerts.of(ANNA)).containsExactly(alert);
    }

    @Test
    void one_person_has_at_most_so_many_with_those_that_are_about_to_be_kept() {
        world.create(ANNA, ACME, "200", Crossing.UP);
        world.holdAppends();
        var second = world.alerts.create(ANNA, wish(ACME, "201", Crossing.UP));
        var third = world.alerts.create(ANNA, wish(ACME, "202", Crossing.UP));

        Problem full = problem(() -> world.alerts.create(ANNA, wish(ACME, "203", Crossing.UP)));
        world.releaseOne();
        world.failAppends(Failure.UNAVAILABLE);
        world.releaseAppends();
        Problem failed = problem(() -> third);
        world.failAppends(null);
        world.create(ANNA, ACME, "204", Crossing.UP);
        Problem fullAgain = problem(() -> world.alerts.create(ANNA, wish(ACME, "205", Crossing.UP)));

        assertThat(full).isEqualTo(Problem.TICKER_FULL);
        assertThat(problem(() -> second)).isNull();
        assertThat(failed).isEqualTo(Problem.LOG_UNAVAILABLE);
        assertThat(fullAgain).isEqualTo(Problem.TICKER_FULL);
        assertThat(world.alerts.of(ANNA)).hasSize(3);
        assertThat(problem(() -> world.alerts.create(BORIS, wish(ACME, "1", Crossing.UP))))
                .isNull();
    }
}
