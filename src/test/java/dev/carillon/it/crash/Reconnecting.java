package dev.carillon.it.crash;

import java.util.concurrent.locks.LockSupport;

/** What a client does whose server is away. */
final class Reconnecting {

    /** Soon enough to be among the first, and seldom enough to leave the processor to the server that starts. */
    private static final long PAUSE_NANOS = 50_000_000;

    private Reconnecting() {}

    static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }
}
