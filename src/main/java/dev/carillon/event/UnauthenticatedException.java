package dev.carillon.event;

/** It is not known who calls, or what the caller shows is not believed. */
public final class UnauthenticatedException extends HubException {

    private static final long serialVersionUID = 1L;

    public UnauthenticatedException(Problem problem, String rule, String finding, String remedy) {
        super(problem, rule, finding, remedy);
    }
}
