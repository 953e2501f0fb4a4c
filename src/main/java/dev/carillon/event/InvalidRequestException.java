package dev.carillon.event;

/** A request breaks a rule of the HTTP contract. */
public final class InvalidRequestException extends HubException {

    private static final long serialVersionUID = 1L;

    public InvalidRequestException(Problem problem, String rule, String finding, String remedy) {
        super(problem, rule, finding, remedy);
    }

    /** Quotes outside input for a finding: short, and without control characters. */
    public static String quote(String input) {
        return Excerpt.of(input);
    }
}
