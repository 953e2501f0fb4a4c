package dev.carillon.event;

/** An event breaks a rule that is not one of size. */
public final class InvalidEventException extends HubException {

    private static final long serialVersionUID = 1L;

    public InvalidEventException(String rule, String finding, String remedy) {
        super(Problem.INVALID_EVENT, rule, finding, remedy);
    }
}
