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
    private static final String RULE = "An Idempotency-Key has 1 to " + MAX_LENGTH + " visible characters of ASCII.";
    private static final String REMEDY =
            "Send a random UUID for each publication, and the same one when you send it again.";

    public IdempotencyKey {
        boolean visible = value.chars().allMatch(c -> c > ' ' && c < 0x7f);
        String finding = value.isEmpty() ? "It is empty." : "It is " + Excerpt.of(value) + ".";
        if (value.length() > MAX_LENGTH) {
            throw new LimitExceededException(
                    Limit.IDEMPOTENCY_KEY_LENGTH, Problem.INVALID_IDEMPOTENCY_KEY, RULE, finding, REMEDY);
        }
        if (value.isEmpty() || !visible) {
            throw new InvalidRequestException(Problem.INVALID_IDEMPOTENCY_KEY, RULE, finding, REMEDY);
        }
    }
}
