package dev.carillon.event;

/**
 * What a publisher gives a request, so that the same request sent twice is published once.
 *
 * <p>What breaks the rule is refused with {@link InvalidRequestException}.
 *
 * @param caller who publishes; two callers may use the same value
 * @param value 1 to 128 visible characters of ASCII
 */
public record IdempotencyKey(String caller, String value) {

    private static final int MAX_LENGTH = 128;

    public IdempotencyKey {
        boolean visible = value.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (value.isEmpty() || value.length() > MAX_LENGTH || !visible) {
            throw new InvalidRequestException(
                    Problem.INVALID_IDEMPOTENCY_KEY,
                    "An Idempotency-Key has 1 to " + MAX_LENGTH + " visible characters of ASCII.",
                    value.isEmpty() ? "It is empty." : "It is " + Excerpt.of(value) + ".",
                    "Send a random UUID for each publication, and the same one when you send it again.");
        }
    }
}
