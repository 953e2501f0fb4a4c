package dev.carillon.engineio;

/** Is told of every new session. */
public interface SessionAcceptor {

    /** Takes a session, whose handshake has been written. Must return at once. */
    SessionListener open(Session session);
}
