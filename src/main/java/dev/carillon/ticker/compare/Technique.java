package dev.carillon.ticker.compare;

/** A way to read quotes. */
public enum Technique {
    SHORT_POLL("short-poll"),
    LONG_POLL("long-poll"),
    PUSH("push");

    private final String label;

    Technique(String label) {
        this.label = label;
    }

    /** As the API has it. */
    public String label() {
        return label;
    }
}
