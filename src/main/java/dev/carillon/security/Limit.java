package dev.carillon.security;

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
