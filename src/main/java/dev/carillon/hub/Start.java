package dev.carillon.hub;

import java.util.Optional;

/** A starting point's place in the log, as {@link Hub#locate} found it. */
public sealed interface Start {

    /**
     * With what is new.
     *
     * @param tellsCursor whether the reader is told at once where it begins, so that it can come back to there even if it
     *     loses the connection before the first event
     */
    record Live(boolean tellsCursor) implements Start {

        /** Without telling. */
        public Live() {
            this(false);
        }
    }

    /**
     * With what follows an offset.
     *
     * @param gap what the reader has to be told: first; or, if it was trimmed, where it comes past that, for there may be
     *     entries before it
     */
    record After(long offset, Optional<Gap> gap) implements Start {}
}
