package dev.carillon.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** A room of Socket.IO: each member sends over his own WebSocket, and has each message acknowledged. */
final class SocketIoRoom implements ChatRoom {
    private static final byte[] TYPING = "42[\"typing\"]".getBytes(US_ASCII);

    private final EventLoop loop;
    private final Settings settings;
    private final Tally tally;
    private final ChatTally chat;
    private final Map<Integer, SocketIoMember> members = new HashMap<>();
    private final Map<Long, Long> sentNanos = new HashMap<>();

    SocketIoRoom(EventLoop loop, Settings settings, Tally tally, ChatTally chat) {
        this.loop = loop;
        this.settings = settings;
        this.tally = tally;
        this.chat = chat;
    }

    @Override
    public Member join(int index) throws IOException {
        SequenceCheck check = new SequenceCheck(1, settings.traffic().ordered(), tally);
        SocketIoMember member = new SocketIoMember(loop, settings, index, check, this);
        members.put(index, member);
        return member;
    }

    /** The number of the acknowledgement is that of the message. */
    @Override
    public void say(int index, long sequence, long stampNanos) throws IOException {
        int dataBytes = settings.traffic().dataBytes();
        ByteBuffer payload = ByteBuffer.allocate(dataBytes + 64);
        payload.put(("42" + sequence + "[\"new-message\",\"").getBytes(US_ASCII));
        Marker.write(payload, sequence, stampNanos, dataBytes);
        payload.put("\"]".getBytes(US_ASCII));
        byte[] bytes = new byte[payload.position()];
        payload.flip().get(bytes);
        sentNanos.put(sequence, System.nanoTime());
        member(index).send(bytes);
    }

    @Override
    public void type(int index) throws IOException {
        member(index).send(TYPING);
    }

    @Override
    public boolean idle() {
        return sentNanos.isEmpty();
    }

    @Override
    public void look() {}

    @Override
    public void close() {}

    Tally tally() {
        return tally;
    }

    ChatTally chat() {
        return chat;
    }

    void acknowledged(long sequence) {
        Long sent = sentNanos.remove(sequence);
        if (sent != null) {
            tally.acknowledged(System.nanoTime() - sent);
        }
    }

    private SocketIoMember member(int index) throws IOException {
        SocketIoMember member = members.get(index);
        if (member == null || member.closed()) {
            throw new IOException("member " + index + " has no connection any more");
        }
        return member;
    }
}
