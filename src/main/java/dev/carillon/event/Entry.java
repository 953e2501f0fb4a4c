package dev.carillon.event;

/** An event as the log holds it: with its place in the total order. */
public record Entry(EventId id, Event event) {

    public long offset() {
        return id.offset();
    }
}
