package dev.carillon.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ticker.model.Alert;
import dev.carillon.ticker.model.Crossing;
import dev.carillon.ticker.model.Owner;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The book against one that looks at every alert. */
class AlertBookProperties {

    private static final int STEPS = 120;
    private static final List<Crossing> WAYS = List.of(Crossing.UP, Crossing.DOWN, Crossing.ANY);
    private static final List<Symbol> SYMBOLS = List.of(new Symbol("A"), new Symbol("B"));
    private static final List<Owner> OWNERS = List.of(new Owner("x"), new Owner("y"), new Owner("z"));

    private final AlertBook book = new AlertBook();
    private final List<Alert> model = new ArrayList<>();
    private final Map<Symbol, BigDecimal> prices = new HashMap<>();
    private int made;

    @Property(tries = 300)
    void it_gives_what_a_look_at_each_alert_gives(@ForAll long seed) {
        AlertBookProperties world = new AlertBookProperties();
        Random random = new Random(seed);

        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> world.add(random);
                case 2 -> world.remove(random);
                default -> world.quote(random);
            }
        }
    }

    private void add(Random random) {
        Alert alert = new Alert(
                "id" + made++,
                OWNERS.get(random.nextInt(OWNERS.size())),
                SYMBOLS.get(random.nextInt(SYMBOLS.size())),
                price(random),
                WAYS.get(random.nextInt(WAYS.size())),
                null,
                AlertWorld.BEGIN);
        book.add(alert);
        model.add(alert);
        check();
    }

    private void remove(Random random) {
        Owner owner = OWNERS.get(random.nextInt(OWNERS.size()));
        String id = "id" + random.nextInt(made + 1);

        boolean removed = book.find(owner, id).map(book::remove).orElse(false);

        assertThat(removed)
                .isEqualTo(model.removeIf(
                        alert -> alert.owner().equals(owner) && alert.id().equals(id)));
        check();
    }

    private void quote(Random random) {
        Symbol symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        BigDecimal now = price(random);
        BigDecimal before = prices.put(symbol, now);
        if (before == null) {
            return;
        }
        List<Alert> expected = model.stream()
                .filter(alert -> alert.symbol().equals(symbol) && crosses(alert, before, now))
                .toList();

        List<Alert> taken = book.take(symbol, before, now);

        assertThat(taken).containsExactlyInAnyOrderElementsOf(expected);
        model.removeAll(expected);
        check();
    }

    /** As docs/ticker.md has it. */
    private static boolean crosses(Alert alert, BigDecimal before, BigDecimal now) {
        boolean up = before.compareTo(alert.price()) < 0 && now.compareTo(alert.price()) >= 0;
        boolean down = before.compareTo(alert.price()) > 0 && now.compareTo(alert.price()) <= 0;
        return switch (alert.crosses()) {
            case UP -> up;
            case DOWN -> down;
            case ANY -> up || down;
        };
    }

    private void check() {
        for (Owner owner : OWNERS) {
            assertThat(book.of(owner))
                    .isEqualTo(model.stream()
                            .filter(alert -> alert.owner().equals(owner))
                            .toList());
        }
    }

    /** Few, so that equal ones come, and with different zeros. */
    private static BigDecimal price(Random random) {
        BigDecimal price = BigDecimal.valueOf(random.nextInt(-3, 8));
        return random.nextBoolean() ? price.setScale(2) : price;
    }
}
