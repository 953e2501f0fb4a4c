package dev.carillon.socketio.packet;

/**
 * What a packet of a client may be.
 *
 * @param maxAttachments of one packet
 * @param maxAttachedBytes of one packet's attachments together, which are held until the last one is there
 * @param maxValues of one packet's document: the document itself, and all that it holds
 */
public record PacketLimits(int maxAttachments, long maxAttachedBytes, int maxValues) {

    /** What one value of a document weighs at least, in characters: it takes about six times as many bytes while it is held. */
    public static final int VALUE_WEIGHT = 16;

    /** Levels of a document: far more than anybody uses, and far fewer than a thread's stack has room for. */
    static final int MAX_DEPTH = 200;

    /** Characters of a namespace with its query. */
    static final int MAX_NAMESPACE_LENGTH = 256;

    /** JavaScript counts no further without errors (2^53 - 1). */
    static final long MAX_ID = 9_007_199_254_740_991L;
}
