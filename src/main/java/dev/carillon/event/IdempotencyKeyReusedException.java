package dev.carillon.event;

/** An {@link IdempotencyKey} came again with other events. Nothing was appended. */
public final class IdempotencyKeyReusedException extends HubException {

    private static final long serialVersionUID = 1L;

    public IdempotencyKeyReusedException(IdempotencyKey key) {
        super(
                Problem.IDEMPOTENCY_KEY_REUSED,
                "An Idempotency-Key belongs to one publication.",
                Excerpt.of(key.value()) + " came before with other events.",
                "Send a new key; nothing of this request was kept.");
    }
}
