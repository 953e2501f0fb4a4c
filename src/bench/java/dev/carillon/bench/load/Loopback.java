package dev.carillon.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses of this machine; load goes nowhere else. */
final class Loopback {
    private Loopback() {}

    /** 127.0.0.1, where the servers listen. */
    static InetSocketAddress server(int port) throws UnknownHostException {
        return address(1, port);
    }

    /** An address of 127.0.0.0/24 with any free port, for a connection to come from. */
    static InetSocketAddress client(int lastByte) throws UnknownHostException {
        return address(lastByte, 0);
    }

    private static InetSocketAddress address(int lastByte, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) lastByte}), port);
    }
}
