package dev.carillon.stream;

/** Looks after connections that the application does not see, because they have not sent a whole request yet. */
public interface ConnectionWatch {

    /** Ends those that take too long. To be called every second or so; it does not block. */
    void look();
}
