package dev.carillon.socketio.packet;

import org.jspecify.annotations.Nullable;

/**
 * What stands before the document: {@code <type>[<attachments>-][<namespace>,][<id>]}.
 *
 * @param end where the document begins
 */
record Head(
        PacketType type,
        int attachments,
        String namespace,
        @Nullable Long id,
        int end) {

    private static final int MAX_ID_DIGITS = 16;

    static Head parse(String text, int maxAttachments) throws MalformedPacketException {
        PacketType type = text.isEmpty() ? null : PacketType.of(text.charAt(0));
        if (type == null) {
            throw new MalformedPacketException("no type of packet");
        }
        int at = 1;
        int attachments = 0;
        if (type.hasAttachments()) {
            int end = endOfDigits(text, at);
            attachments = attachments(text, at, end, maxAttachments);
            at = end + 1;
        }
        String namespace = Packet.MAIN;
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            namespace = namespace(text, at, end);
            at = comma < 0 ? end : comma + 1;
        }
        int end = endOfDigits(text, at);
        return new Head(type, attachments, namespace, end == at ? null : id(text, at, end), end);
    }

    private static int attachments(String text, int begin, int end, int max) throws MalformedPacketException {
        boolean plain = end > begin && end < text.length() && text.charAt(end) == '-' && text.charAt(begin) != '0';
        if (!plain) {
            throw new MalformedPacketException("no number of attachments");
        }
        if (end - begin > 9 || Integer.parseInt(text, begin, end, 10) > max) {
            throw new MalformedPacketException("more than " + max + " attachments");
        }
        return Integer.parseInt(text, begin, end, 10);
    }

    /** Some clients send a query along, which means nothing since revision 5 has a document for that. */
    private static String namespace(String text, int begin, int end) throws MalformedPacketException {
        if (end - begin > PacketLimits.MAX_NAMESPACE_LENGTH) {
            throw new MalformedPacketException(
                    "a namespace of more than " + PacketLimits.MAX_NAMESPACE_LENGTH + " characters");
        }
        String whole = text.substring(begin, end);
        int query = whole.indexOf('?');
        return query < 0 ? whole : whole.substring(0, query);
    }

    private static Long id(String text, int begin, int end) throws MalformedPacketException {
        long id = end - begin > MAX_ID_DIGITS ? Long.MAX_VALUE : Long.parseLong(text, begin, end, 10);
        if (id > PacketLimits.MAX_ID) {
            throw new MalformedPacketException("an id above " + PacketLimits.MAX_ID);
        }
        return id;
    }

    private static int endOfDigits(String text, int begin) {
        int end = begin;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
