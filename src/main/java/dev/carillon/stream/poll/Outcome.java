package dev.carillon.stream.poll;

import dev.carillon.hub.CloseReason;

/** What came of waiting. */
public sealed interface Outcome {

    /** There was something: events, or a gap. */
    record Something(Lines lines) implements Outcome {}

    /** There was nothing until the connection was closed. */
    record Nothing(CloseReason reason) implements Outcome {}
}
