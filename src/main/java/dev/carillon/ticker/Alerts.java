package dev.carillon.ticker;

import dev.carillon.api.Service;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.model.Alert;
import dev.carillon.ticker.model.Crossing;
import dev.carillon.ticker.model.Owner;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tells people once when a price is crossed.
 *
 * <p>An alert can go off once it is kept, and not before: what is told of it stands behind it in the log. It is taken from the book at
 * the quote that crosses it, so no other quote finds it; and the quote goes to the disk only after the log has it. So a crash leaves
 * either both the alert and the quote before, or neither.
 *
 * <p>Threading: any thread. {@link #look} is called under the lock of {@link Listings} and does not wait.
 */
@Service
public class Alerts {

    /** 128 bits: nobody guesses one. */
    private static final int ID_BYTES = 16;

    /** What somebody wants to be told. */
    public record Wish(
            Symbol symbol,
            BigDecimal price,
            Crossing crosses,
            @Nullable String note) {}

    private final AlertBook book;
    private final AlertLog log;
    private final int maxPerPerson;
    private final RandomGenerator random;
    private final InstantSource clock;

    @Inject
    Alerts(AlertBook book, AlertLog log, TickerSettings settings, RandomGenerator random, InstantSource clock) {
        this.book = book;
        this.log = log;
        this.maxPerPerson = settings.maxAlertsPerPerson();
        this.random = random;
        this.clock = clock;
    }

    /** Reads what is kept, and waits for that. */
    void start() {
        log.read().forEach(book::add);
    }

    /**
     * Sets off what a quote crosses.
     *
     * @param before the price of the quote before
     * @return null if nothing; completes once that is in the log, see {@link AlertLog#wentOff}
     */
    @Nullable
    CompletionStage<?> look(Quote quote, BigDecimal before) {
        List<Alert> crossed = book.take(quote.symbol(), before, quote.price());
        return crossed.isEmpty()
                ? null
                : log.wentOff(crossed, quote, quote.price().compareTo(before) > 0);
    }

    /** Those of somebody that have not gone off, oldest first. */
    public List<Alert> of(Owner owner) {
        return book.of(owner);
    }

    /**
     * Keeps a new one.
     *
     * @return completes once it is kept and quotes set it off; fails as {@link dev.carillon.hub.Hub#publish}
     * @throws InvalidRequestException with {@code ticker-full} if he has as many as he may, or {@code invalid-alert}
     */
    public CompletionStage<Alert> create(Owner owner, Wish wish) {
        Alert alert = new Alert(
                newId(),
                owner,
                wish.symbol,
                wish.price,
                wish.crosses,
                wish.note,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!book.reserve(owner, maxPerPerson)) {
            throw new InvalidRequestException(
                    Problem.TICKER_FULL,
                    "One person has at most " + maxPerPerson
                            + " alerts that have not gone off (carillon.ticker.max-alerts-per-person).",
                    "You have as many.",
                    "Remove one with DELETE /api/ticker/alerts/{id}, or ask the operator.");
        }
        boolean asked = false;
        try {
            CompletionStage<?> kept = log.keep(alert);
            asked = true;
            return kept.whenComplete((done, failure) -> {
                        if (failure == null) {
                            book.add(alert);
                        }
                        book.leave(owner);
                    })
                    .thenApply(done -> alert);
        } finally {
            if (!asked) {
                book.leave(owner);
            }
        }
    }

    /**
     * Removes one before it goes off. It can go off until that is in the log, and never afterwards.
     *
     * @return completes when it is gone; fails as {@link dev.carillon.hub.Hub#publish}, and with {@code not-found} if it went off meanwhile
     * @throws InvalidRequestException with {@code not-found} if he has no such alert
     */
    public CompletionStage<Alert> remove(Owner owner, String id) {
        Alert alert = book.find(owner, id).orElseThrow(Alerts::notFound);
        return log.forget(alert).thenApply(done -> {
            if (!book.remove(alert)) {
                throw notFound();
            }
            return alert;
        });
    }

    private static InvalidRequestException notFound() {
        return new InvalidRequestException(
                Problem.NOT_FOUND,
                "An alert is there until it goes off or is removed.",
                "You have no such alert.",
                "See GET /api/ticker/alerts for those that you have.");
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
