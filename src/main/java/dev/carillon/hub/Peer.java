package dev.carillon.hub;

/**
 * Who is at the other end of a connection, for those who administer the hub. One object serves all connections that have the same.
 *
 * @param subject who it is; empty if nobody knows
 * @param address from where
 * @param sink what the connection is held by: {@code tomcat}, {@code servlet}, {@code poll}, {@code socketio}
 */
public record Peer(String subject, String address, String sink) {

    /** Of a connection that was made inside of the server. */
    public static final Peer LOCAL = new Peer("", "", "local");
}
