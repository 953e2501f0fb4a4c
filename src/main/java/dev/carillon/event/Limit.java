package dev.carillon.event;

/** Every limit that is counted when it is hit, under the name of its setting without {@code carillon.} */
public enum Limit {
    CONNECTIONS("connections.max"),
    CONNECTIONS_PER_ADDRESS("connections.per-address"),
    CONNECTIONS_PER_SUBJECT("connections.per-subject"),
    CONNECTION_RATE("connections.rate"),
    CONNECTION_RATE_PER_ADDRESS("connections.rate-per-address"),
    PUBLISH_RATE_PER_SUBJECT("publish.rate-per-subject"),
    PUBLISH_BYTES_PER_SUBJECT("publish.bytes-per-subject"),
    PUBLISH_RATE_PER_ADDRESS("publish.rate-per-address"),
    PUBLISH_BYTES_PER_ADDRESS("publish.bytes-per-address"),
    REPLAYS("replays.max"),
    REPLAYS_PER_ADDRESS("replays.per-address"),
    CHANNEL_LENGTH("channel.max-length"),
    SELECTORS("subscription.max-selectors"),
    SELECTOR_LENGTH("subscription.max-selector-length"),
    EVENT_BYTES("event.max-bytes"),
    BATCH_EVENTS("batch.max-events"),
    BATCH_BYTES("batch.max-bytes"),
    /** Not a setting: characters of a type or a key. */
    EVENT_LABEL_LENGTH("event.label-length"),
    /** Not a setting: characters of an {@code Idempotency-Key}. */
    IDEMPOTENCY_KEY_LENGTH("idempotency.key-length"),
    HEAD_BYTES("request.head-bytes"),
    BODY_BYTES("request.body-bytes"),
    BODY_TIME("request.body-time"),
    /** Not a setting: bodies that arrive slowly, at a time. */
    BODIES_WAITING("request.bodies-waiting"),
    HEAD_TIME("request.head-time");

    private final String label;

    Limit(String label) {
        this.label = label;
    }

    /** For metrics. It is API. */
    public String label() {
        return label;
    }
}
