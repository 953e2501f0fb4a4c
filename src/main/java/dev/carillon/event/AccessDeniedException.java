package dev.carillon.event;

/** The caller may not do this. */
public final class AccessDeniedException extends HubException {

    private static final long serialVersionUID = 1L;

    public AccessDeniedException(String rule, String finding, String remedy) {
        this(Problem.FORBIDDEN, rule, finding, remedy);
    }

    public AccessDeniedException(Problem problem, String rule, String finding, String remedy) {
        super(problem, rule, finding, remedy);
    }
}
