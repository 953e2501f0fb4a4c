package dev.carillon.engineio;

import java.time.Duration;

/**
 * What clients are told in the handshake, and what they are held to.
 *
 * @param pingInterval from one heartbeat to the next
 * @param pingTimeout how long a client may take to answer one
 * @param maxPayload bytes of one message over WebSocket, and of all packets in one POST
 * @param upgradeTimeout from the WebSocket's handshake to the packet that completes an upgrade
 */
public record EngineSettings(Duration pingInterval, Duration pingTimeout, int maxPayload, Duration upgradeTimeout) {

    public EngineSettings {
        if (pingInterval.toMillis() < 1 || pingTimeout.toMillis() < 1 || upgradeTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("times of Engine.IO are at least 1 ms");
        }
        if (maxPayload < 1) {
            throw new IllegalArgumentException("a payload has at least 1 byte");
        }
    }

    /** The packet that opens a session. */
    String openPacket(String sid, boolean upgradable) {
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":[" + (upgradable ? "\"websocket\"" : "")
                + "],\"pingInterval\":" + pingInterval.toMillis()
                + ",\"pingTimeout\":" + pingTimeout.toMillis()
                + ",\"maxPayload\":" + maxPayload + "}";
    }
}
