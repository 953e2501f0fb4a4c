package dev.carillon.bench;

/** How the readers of {@link Scenario#TICKER} get their prices. Each is a row of the report; other scenarios have none. */
public enum TickerMode {
    /** The feed alone: what is in the CPU time of all the others. */
    NOBODY("no readers"),
    PUSH("push"),
    /** Every tenth reader takes 4 KB a second. */
    PUSH_SLOW("push, 1 of 10 slow"),
    /** Each symbol at most twice a second. */
    PUSH_TWICE("push, maxRate=2"),
    SHORT_POLL("short poll each second"),
    /** The next question follows the answer at once. */
    LONG_POLL("long poll");

    private final String title;

    TickerMode(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
