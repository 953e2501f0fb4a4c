package dev.carillon.event;

/** An event, a batch or a subscription is larger than a setting allows. */
public final class LimitExceededException extends HubException {

    private static final long serialVersionUID = 1L;

    public LimitExceededException(Problem problem, String rule, String finding, String remedy) {
        super(problem, rule, finding, remedy);
    }
}
