package dev.carillon.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ticker.model.Alert;
import dev.carillon.ticker.model.Crossing;
import dev.carillon.ticker.model.Owner;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.store.TickerStore;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotesAndAlertsTest {

    private static final Owner ANNA = new Owner("anna");

    private final TickerStore store = TickerStore.inMemory();
    private final TickerWorld world = new TickerWorld(store);

    @AfterEach
    void close() {
        world.close();
        store.close();
    }

    @Test
    void the_first_quote_of_a_symbol_crosses_nothing() throws Exception {
        Alert alert = create("ACME", "200");

        publish("ACME", "300");

        assertThat(world.alerts.of(ANNA)).containsExactly(alert);
    }

    @Test
    void a_quote_sets_off_what_it_crosses_of_its_own_symbol() throws Exception {
        Alert acme = create("ACME", "200");
        Alert globex = create("GLOBEX", "200");
        publish("ACME", "199");
        publish("GLOBEX", "199");
        List<Alert> before = world.alerts.of(ANNA);

        publish("ACME", "200");

        assertThat(before).containsExactly(acme, globex);
        assertThat(world.alerts.of(ANNA)).containsExactly(globex);
    }

    @Test
    void each_quote_of_a_batch_is_looked_at() throws Exception {
        create("ACME", "200");
        publish("ACME", "199");

        world.quotes
                .publish(List.of(TickerWorld.tick("ACME", "201"), TickerWorld.tick("ACME", "199")))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        assertThat(world.alerts.of(ANNA)).isEmpty();
    }

    private Alert create(String symbol, String price) throws Exception {
        return world.alerts
                .create(ANNA, new Alerts.Wish(new Symbol(symbol), new BigDecimal(price), Crossing.UP, null))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private void publish(String symbol, String price) throws Exception {
        world.quotes
                .publish(List.of(TickerWorld.tick(symbol, price)))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
