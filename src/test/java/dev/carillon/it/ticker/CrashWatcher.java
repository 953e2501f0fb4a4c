package dev.carillon.it.ticker;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.PollAnswer;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.TickerClient;
import dev.carillon.it.client.Tokens;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Somebody with a symbol of his own, whose price only rises, and with alerts on it: some a little above the price, and some below, which
 * never go off. What became of a request without an answer he does not know; he goes on with the next one.
 *
 * <p>Threading: one thread publishes, another one makes alerts, and the test's looks.
 */
final class CrashWatcher {

    private static final long PAUSE_NANOS = 20_000_000;
    private static final int HIGHEST = 60;

    private final String symbol;
    private final TickerClient ticker;
    private final HubClient hub;
    private final String[] bearer;
    private final Random random;
    private final Consumer<String> complaints;

    private final AtomicLong sent = new AtomicLong();
    private volatile long acknowledged;

    /** Prices of alerts that were acknowledged before any such price was sent. */
    private final Map<String, Long> above = new ConcurrentHashMap<>();

    private final Set<String> below = ConcurrentHashMap.newKeySet();
    private volatile boolean wishing = true;
    private volatile boolean publishing = true;

    CrashWatcher(String name, HubClient hub, Random random, Consumer<String> complaints) {
        this.symbol = name;
        this.hub = hub;
        this.ticker = new TickerClient(hub);
        this.bearer = Tokens.bearer(Tokens.subscriber("crash-" + name, "ticker/**"));
        this.random = random;
        this.complaints = complaints;
    }

    long acknowledged() {
        return acknowledged;
    }

    int alerts() {
        return above.size();
    }

    void stopWishing() {
        wishing = false;
    }

    void stopPublishing() {
        publishing = false;
    }

    /** Whether a price above all alerts was acknowledged. */
    boolean hasCrossedAll() {
        return above.values().stream().allMatch(price -> price <= acknowledged);
    }

    void publish() throws InterruptedException {
        while (publishing) {
            long price = sent.incrementAndGet();
            try {
                if (isTaken(hub.post("/api/ticker/" + symbol, Long.toString(price)), 200)) {
                    acknowledged = price;
                }
            } catch (IOException down) {
                pause();
            }
        }
    }

    void wish() throws InterruptedException {
        while (wishing) {
            pause();
            if (acknowledged > 0) {
                try {
                    wishOnce();
                } catch (IOException down) {
                    // Nobody knows whether it was made.
                }
            }
        }
    }

    private void wishOnce() throws IOException, InterruptedException {
        boolean isAbove = random.nextInt(20) > 0;
        long price = isAbove ? sent.get() + random.nextLong(1, HIGHEST) : 0;
        String wish = "{\"symbol\":\"%s\",\"price\":\"%d\",\"crosses\":\"%s\"}"
                .formatted(symbol, price, isAbove ? "up" : "any");
        HttpResponse<String> answer = hub.post("/api/ticker/alerts", wish, bearer);
        if (!isTaken(answer, 201)) {
            return;
        }
        String id = PollAnswer.parse(answer.body()).getString("id");
        if (!isAbove) {
            below.add(id);
        } else if (sent.get() < price) {
            above.put(id, price);
        }
    }

    private boolean isTaken(HttpResponse<String> answer, int status) {
        if (answer.statusCode() == status) {
            return true;
        }
        if (answer.statusCode() != 503 && answer.statusCode() != 404) {
            complaints.accept(symbol + " was answered " + answer.statusCode() + " " + answer.body());
        }
        pause();
        return false;
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** Whether each alert is either there or was told, and what was crossed was told, once. */
    void look() throws IOException, InterruptedException {
        long crossed = acknowledged;
        Map<String, Long> certain = Map.copyOf(above);
        Set<String> quiet = Set.copyOf(below);
        // In this order, and once more: between the two one that goes off is in neither.
        Set<String> there = there();
        Set<String> told = told();
        Set<String> gone = new HashSet<>();
        certain.forEach((id, price) -> {
            if (!told.contains(id) && price <= crossed) {
                complaints.accept(symbol + " at " + crossed + " was not told of the alert " + id + " of " + price);
            } else if (!told.contains(id) && !there.contains(id)) {
                gone.add(id);
            }
        });
        awaitTold(gone);
        for (String id : quiet) {
            if (told.contains(id) || !there.contains(id)) {
                complaints.accept(symbol + " has not kept the alert " + id + " that nothing has crossed");
            }
        }
    }

    private void awaitTold(Set<String> gone) throws IOException, InterruptedException {
        long end = System.nanoTime() + RawStream.PATIENCE.toNanos();
        while (!told().containsAll(gone)) {
            if (System.nanoTime() > end) {
                complaints.accept(symbol + " has lost some of the alerts " + gone);
                return;
            }
        }
    }

    /** Whether nothing that was told is there too. Once no price comes any more. */
    void lookAtLast() throws IOException, InterruptedException {
        look();
        Set<String> both = there();
        both.retainAll(told());
        if (!both.isEmpty()) {
            complaints.accept(symbol + " was told of alerts that are still there: " + both);
        }
    }

    private Set<String> there() throws IOException, InterruptedException {
        Set<String> there = new HashSet<>();
        for (JsonObject alert : TickerClient.answer(ticker.get("/alerts", bearer))
                .getJsonArray("alerts")
                .getValuesAs(JsonObject.class)) {
            there.add(alert.getString("id"));
        }
        return there;
    }

    private Set<String> told() throws IOException, InterruptedException {
        Set<String> told = new HashSet<>();
        String from = "from=earliest";
        List<JsonObject> events;
        do {
            PollAnswer page = hub.poll("/api/ticker/alerts/events?" + from, bearer);
            events = page.events();
            from = "last_event_id=" + page.cursor();
            for (JsonObject event : events) {
                JsonObject data = event.getJsonObject("data");
                JsonObject alert = data.getJsonObject("alert");
                if (!told.add(alert.getString("id"))) {
                    complaints.accept(symbol + " was told twice of " + alert);
                }
                if (price(data.getJsonObject("quote")).compareTo(price(alert)) < 0) {
                    complaints.accept(symbol + " was told too early: " + data);
                }
            }
        } while (!events.isEmpty());
        return told;
    }

    private static BigDecimal price(JsonObject document) {
        return new BigDecimal(document.getString("price"));
    }

    @Override
    public String toString() {
        return symbol + " price=" + acknowledged + " alerts=" + above.size() + " kept=" + below.size();
    }
}
