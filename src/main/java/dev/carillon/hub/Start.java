package dev.carillon.hub;

import java.util.Optional;

/** A starting point's place in the log, as {@link Hub#locate} found it. */
public sealed interface Start {

    /** With what is new. */
    record Live() implements Start {}

    /**
     * With what follows an offset.
     *
     * @param gap what the reader has to be told first
     */
    record After(long offset, Optional<Gap> gap) implements Start {}
}
