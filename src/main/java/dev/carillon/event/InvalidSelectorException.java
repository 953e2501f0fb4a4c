package dev.carillon.event;

/** A text is neither a channel name nor a pattern. */
public final class InvalidSelectorException extends HubException {

    private static final long serialVersionUID = 1L;

    InvalidSelectorException(String flaw, String value) {
        super(
                Problem.INVALID_SELECTOR,
                "A selector is a channel name in which '*' may stand for a whole segment and '**' for the rest.",
                "In " + Excerpt.of(value) + " " + flaw + ".",
                "Write it as in 'orders/*' or 'chat/**'.");
    }
}
