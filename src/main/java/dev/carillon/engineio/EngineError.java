package dev.carillon.engineio;

/**
 * Why a request is refused. Codes and messages are those of the npm package {@code engine.io}, because its clients know them.
 *
 * @param hint what to do about it
 */
record EngineError(int status, int code, String message, String hint) {

    static final EngineError UNKNOWN_TRANSPORT =
            new EngineError(400, 0, "Transport unknown", "Send transport=polling or transport=websocket.");
    static final EngineError UNKNOWN_SID = new EngineError(
            400, 1, "Session ID unknown", "The session has ended or was another server's. Begin anew without sid.");
    static final EngineError BAD_METHOD = new EngineError(400, 2, "Bad handshake method", "Begin a session with GET.");
    static final EngineError FORBIDDEN =
            new EngineError(403, 4, "Forbidden", "The session belongs to somebody else. Begin anew without sid.");
    static final EngineError UNSUPPORTED_VERSION =
            new EngineError(400, 5, "Unsupported protocol version", "Send EIO=4: socket.io-client 3 or newer does.");

    static final EngineError TRANSPORT_MISMATCH =
            badRequest("The session has been upgraded to WebSocket; nothing is polled any more.");
    static final EngineError OVERLAP =
            badRequest("A client has one GET and one POST at a time. The session has been closed.");
    static final EngineError NO_UPGRADE =
            badRequest("transport=websocket needs a WebSocket handshake: GET, Upgrade: websocket, HTTP/1.1.");

    static EngineError badRequest(String hint) {
        return new EngineError(400, 3, "Bad request", hint);
    }

    String json() {
        return "{\"code\":" + code + ",\"message\":\"" + message + "\",\"hint\":\"" + hint + "\"}";
    }
}
