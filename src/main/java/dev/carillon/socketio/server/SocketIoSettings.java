package dev.carillon.socketio.server;

import dev.carillon.socketio.packet.PacketDecoder;
import dev.carillon.socketio.packet.PacketLimits;
import java.time.Duration;

/**
 * What bounds clients.
 *
 * @param connectTimeout after which a client that uses no namespace is sent away
 * @param maxPayload bytes of one message, which the layer below looks after
 * @param maxNamespaces of one client at a time
 * @param maxAttachments of one packet
 * @param maxPendingAcks that one socket owes us
 * @param recovery for how long a client that is gone may come back to its rooms; zero for never
 */
public record SocketIoSettings(
        Duration connectTimeout,
        int maxPayload,
        int maxNamespaces,
        int maxAttachments,
        int maxPendingAcks,
        Duration recovery) {

    /** A client may send as much as this many of its largest messages before the first one is done with. */
    private static final int MESSAGES = 4;

    /** So many values a packet may have, however small the largest message is. */
    private static final int MIN_VALUES = 1_000;

    PacketLimits packets() {
        return new PacketLimits(
                maxAttachments, maxWaiting(), Math.max(maxPayload / PacketLimits.VALUE_WEIGHT, MIN_VALUES));
    }

    /** What is held of one client at a time, as its packets {@linkplain PacketDecoder#weight weigh}. */
    long maxWaiting() {
        return (long) MESSAGES * maxPayload;
    }

    boolean recovers() {
        return !recovery.isZero();
    }
}
