package dev.carillon.event;

/** Something in a request is larger than a setting allows. */
public final class LimitExceededException extends HubException {

    private static final long serialVersionUID = 1L;

    private final Limit limit;

    public LimitExceededException(Limit limit, Problem problem, String rule, String finding, String remedy) {
        super(problem, rule, finding, remedy);
        this.limit = limit;
    }

    /** Which one; it is counted where the refusal becomes an answer. */
    public Limit limit() {
        return limit;
    }
}
