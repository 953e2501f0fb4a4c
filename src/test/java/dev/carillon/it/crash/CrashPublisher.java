package dev.carillon.it.crash;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection that publishes one request after the other: single events and batches, some with an {@code Idempotency-Key}.
 *
 * <p>When the server dies, a request with a key is sent again until it is answered, and so is the one before it, although that was
 * acknowledged. A request without a key is given up: it may have been published or not.
 *
 * <p>Threading: a thread of its own; the counters may be read when it has ended.
 */
final class CrashPublisher implements Runnable {

    private static final Pattern ID = Pattern.compile("\"([0-9a-z]+-[0-9]+)\"");
    private static final int MAX_BATCH = 30;

    private final int number;
    private final URI server;
    private final Ledger ledger;
    private final Trap trap;
    private final Random random;
    private volatile boolean stopping;
    private volatile boolean abandoned;
    private long items;
    private @Nullable PublishConnection connection;
    private boolean broken;
    private @Nullable Request lastWithKey;
    private int givenUp;
    private int repeatedAfterAll;
    private int firstAfterAll;

    CrashPublisher(int number, URI server, Ledger ledger, Trap trap, Random random) {
        this.number = number;
        this.server = server;
        this.ledger = ledger;
        this.trap = trap;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                Request request = next();
                ledger.requested(request);
                publish(request);
                if (request.idempotencyKey() != null) {
                    lastWithKey = request;
                }
            }
            if (connection != null) {
                connection.close();
            }
        } catch (IOException | RuntimeException e) {
            ledger.complain(this + " failed: " + e);
        }
    }

    /** It ends when its request is answered. */
    void stop() {
        stopping = true;
    }

    /** It ends although its request is not answered. */
    void abandon() {
        stopping = true;
        abandoned = true;
    }

    /** Requests without a key whose fate is unknown. */
    int givenUp() {
        return givenUp;
    }

    /** Requests that were published although the answer was lost. */
    int repeatedAfterAll() {
        return repeatedAfterAll;
    }

    /** Requests that were published only when they were sent again. */
    int firstAfterAll() {
        return firstAfterAll;
    }

    @Override
    public String toString() {
        return "publisher " + number;
    }

    private Request next() {
        boolean batch = random.nextInt(10) < 3;
        List<Item> chosen = new ArrayList<>();
        int size = batch ? 2 + random.nextInt(MAX_BATCH - 1) : 1;
        while (chosen.size() < size) {
            int kind = random.nextInt(10);
            String channel = kind < 6 ? Item.KEPT : kind < 8 ? Item.TRIMMED : Item.STATE;
            chosen.add(new Item(channel + "/" + number, number, ++items));
        }
        boolean withKey = random.nextInt(4) == 0;
        return new Request(chosen, withKey ? number + "." + items : null);
    }

    private void publish(Request request) throws IOException {
        boolean again = false;
        Optional<PublishConnection.Answer> answer = attempt(request);
        while (answer.isEmpty() && request.idempotencyKey() != null && !abandoned) {
            again = true;
            answer = attempt(request);
        }
        if (answer.isEmpty()) {
            givenUp++;
            return;
        }
        boolean repeated = take(request, answer.get(), again);
        if (again && repeated) {
            repeatedAfterAll++;
        } else if (again) {
            firstAfterAll++;
        }
        if (broken && lastWithKey != null) {
            Optional<PublishConnection.Answer> second = attempt(lastWithKey);
            if (second.isPresent() && !take(lastWithKey, second.get(), true)) {
                ledger.complain(this + " has published again what was acknowledged: " + lastWithKey);
            }
            broken = second.isEmpty();
        }
    }

    /** Nothing, if the answer is lost. A request that could not even be sent is sent again. */
    private Optional<PublishConnection.Answer> attempt(Request request) throws IOException {
        PublishConnection open = connection;
        while (open == null) {
            try {
                open = new PublishConnection(server, trap);
                connection = open;
            } catch (IOException nobodyListens) {
                if (abandoned) {
                    throw nobodyListens;
                }
                broken = true;
                Reconnecting.pause();
            }
        }
        try {
            return Optional.of(request.send(open));
        } catch (IOException lost) {
            broken = true;
            open.close();
            connection = null;
            Reconnecting.pause();
            return Optional.empty();
        }
    }

    /** Notes the ids; whether the server says that the request was published before. */
    private boolean take(Request request, PublishConnection.Answer answer, boolean mayBeRepeated) {
        int status = answer.status();
        if (status != 201 && !(status == 200 && mayBeRepeated)) {
            ledger.complain(this + " was answered " + status + " " + answer.body());
            return false;
        }
        List<String> ids = new ArrayList<>();
        Matcher matcher = ID.matcher(answer.body());
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        ledger.acknowledged(toString(), request, ids);
        return status == 200;
    }
}
