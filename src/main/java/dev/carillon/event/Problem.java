package dev.carillon.event;

/**
 * Every reason for which something is refused. The slug ends the URI of RFC 9457's {@code type}, so it is API: it is never
 * renamed or given another meaning.
 */
public enum Problem {
    INVALID_CHANNEL("invalid-channel", "Not a channel name"),
    INVALID_SELECTOR("invalid-selector", "Not a selector"),
    INVALID_EVENT_ID("invalid-event-id", "Not an event id"),
    INVALID_EVENT("invalid-event", "Not an event"),
    INVALID_START("invalid-start", "Not a place to start from"),
    MALFORMED_JSON("malformed-json", "Not JSON"),
    RESERVED_CHANNEL("reserved-channel", "The channel belongs to the server"),
    MISSING_CHANNEL("missing-channel", "No channel is named"),
    TOO_MANY_SELECTORS("too-many-selectors", "Too many selectors"),
    EVENT_TOO_LARGE("event-too-large", "The event is too large"),
    BATCH_TOO_LARGE("batch-too-large", "The batch is too large"),
    HEAD_TOO_LARGE("head-too-large", "The head of the request is too large"),
    BODY_TOO_LARGE("body-too-large", "The body is too large"),
    TOO_MANY_CONNECTIONS("too-many-connections", "Too many connections"),
    INVALID_IDEMPOTENCY_KEY("invalid-idempotency-key", "Not an Idempotency-Key"),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", "The Idempotency-Key belongs to other events"),
    LOG_UNAVAILABLE("log-unavailable", "The log cannot be used"),
    UNAUTHENTICATED("unauthenticated", "It is not known who calls"),
    INVALID_TOKEN("invalid-token", "Not a valid token"),
    TOKEN_EXPIRED("token-expired", "The token has expired"),
    TOKEN_REVOKED("token-revoked", "The token was revoked"),
    INVALID_TICKET("invalid-ticket", "Not a valid ticket"),
    INVALID_CODE("invalid-code", "Not a valid sign-in code"),
    TOKEN_IN_URL("token-in-url", "A token does not belong into a URL"),
    CHANNEL_NOT_GRANTED("channel-not-granted", "The caller may not use this channel"),
    CROSS_SITE("cross-site", "The request comes from another site"),
    RATE_LIMITED("rate-limited", "Too much at a time"),
    TOO_MANY_REPLAYS("too-many-replays", "Too many replays"),
    REQUEST_TIMEOUT("request-timeout", "The request took too long to arrive"),
    DRAINING("draining", "The server is about to stop"),
    BUSY("busy", "The hub is busy"),
    STOPPED("stopped", "The hub is stopping"),
    FORBIDDEN("forbidden", "The caller may not do this"),
    NOTHING_TO_BACK_UP("nothing-to-back-up", "There is no file to copy"),
    INVALID_MESSAGE("invalid-message", "Not a message"),
    INVALID_NAME("invalid-name", "Not a name"),
    INVALID_ROOM("invalid-room", "Not the id of a room"),
    NAME_TAKEN("name-taken", "Somebody else has this name"),
    ROOM_EXISTS("room-exists", "There is a room with this id"),
    NO_SUCH_ROOM("no-such-room", "There is no such room"),
    NO_SUCH_MESSAGE("no-such-message", "There is no such message"),
    NO_SUCH_PERSON("no-such-person", "There is no such person"),
    NOT_ALLOWED_IN_ROOM("not-allowed-in-room", "The caller may not do this in the room"),
    MUTED("muted", "The caller was muted in the room"),
    BANNED("banned", "The caller was sent out of the room"),
    SLOW_MODE("slow-mode", "The room is in slow mode"),
    MESSAGE_REFUSED("message-refused", "The message was refused"),
    CHAT_FULL("chat-full", "There are as many as there may be"),
    INVALID_SYMBOL("invalid-symbol", "Not a symbol"),
    INVALID_QUOTE("invalid-quote", "Not a quote"),
    NO_SUCH_SYMBOL("no-such-symbol", "There is no quote of this symbol"),
    SEQUENCE_NOT_NEWER("sequence-not-newer", "The ticker has a newer quote"),
    TICKER_FULL("ticker-full", "The ticker has as many as it may"),
    INVALID_ALERT("invalid-alert", "Not an alert"),
    INVALID_FEED("invalid-feed", "Not a feed"),
    NO_SUCH_FEED("no-such-feed", "There is no such feed"),
    FEED_EXISTS("feed-exists", "There is a feed of this name"),
    FEED_FROM_SETTINGS("feed-from-settings", "The settings define this feed"),
    NOT_FOUND("not-found", "Nothing is here"),
    METHOD_NOT_ALLOWED("method-not-allowed", "The method is not allowed here"),
    NOT_ACCEPTABLE("not-acceptable", "No such representation"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", "The body's type is not supported"),
    BAD_REQUEST("bad-request", "The request is malformed"),
    INTERNAL("internal", "The server failed");

    private final String slug;
    private final String title;

    Problem(String slug, String title) {
        this.slug = slug;
        this.title = title;
    }

    public String slug() {
        return slug;
    }

    /** The same short sentence for every occurrence. */
    public String title() {
        return title;
    }
}
