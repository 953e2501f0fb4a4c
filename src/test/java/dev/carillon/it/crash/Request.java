package dev.carillon.it.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is published at once, all or nothing.
 *
 * @param idempotencyKey the same for every time that it is sent; null if it is sent once
 */
record Request(List<Item> items, @Nullable String idempotencyKey) {

    Request {
        items = List.copyOf(items);
    }

    PublishConnection.Answer send(PublishConnection connection) throws IOException {
        List<String> headers = new ArrayList<>();
        if (idempotencyKey != null) {
            headers.add("Idempotency-Key: " + idempotencyKey);
        }
        if (items.size() > 1) {
            headers.add("Content-Type: application/json");
            String batch = items.stream().map(Request::json).collect(Collectors.joining(",", "[", "]"));
            return connection.post("/api/events", headers, batch);
        }
        Item item = items.get(0);
        headers.add("Content-Type: text/plain");
        if (item.is(Item.STATE)) {
            headers.add("Event-Key: " + item.key());
        }
        return connection.post("/api/events/" + item.channel(), headers, item.data());
    }

    private static String json(Item item) {
        String key = item.is(Item.STATE) ? ",\"key\":\"" + item.key() + "\"" : "";
        return "{\"channel\":\"" + item.channel() + "\",\"data\":\"" + item.data() + "\"" + key + "}";
    }
}
