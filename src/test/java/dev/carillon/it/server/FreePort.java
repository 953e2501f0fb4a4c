package dev.carillon.it.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port for a server that is about to start. Below those that the system gives to clients: thousands of connections of a test that
 * runs beside this one come and go there. Each process of tests has a range of its own, and is given none of it twice before it was
 * given all others: whoever has been given one takes a while until he listens there.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int RANGE = 2_000;

    /** Not all begin with the same one: tests of another copy of the project may run beside these. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(RANGE));

    private FreePort() {}

    public static int find() throws IOException {
        int first = FIRST + RANGE * (fork() - 1);
        for (int i = 0; i < RANGE; i++) {
            int port = first + NEXT.getAndUpdate(next -> (next + 1) % RANGE);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port is free from " + first + " to " + (first + RANGE - 1));
    }

    /** The only one, if nobody says otherwise. */
    private static int fork() {
        return Integer.parseInt(System.getProperty("it.fork", "fork-1").replace("fork-", ""));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
