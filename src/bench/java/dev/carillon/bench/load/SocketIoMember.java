package dev.carillon.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.carillon.bench.MemberToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A member of a chat room, who looks at its events. Threading: the generator's one thread. */
final class SocketIoMember extends SocketIoConnection implements ChatRoom.Member {
    private final SequenceCheck check;
    private final FrameScanner messages;
    private final SocketIoRoom room;
    private boolean joined;

    SocketIoMember(EventLoop loop, Settings settings, int index, SequenceCheck check, SocketIoRoom room)
            throws IOException {
        super(loop, SocketChannel.open(Loopback.server(settings.port())), connect(index));
        this.check = check;
        this.room = room;
        this.messages = new FrameScanner(settings.traffic().dataBytes(), check);
    }

    private static byte[] connect(int index) {
        String auth = "40{\"id\":\"" + MemberToken.id(index) + "\",\"name\":\"" + MemberToken.name(index) + "\"}";
        return auth.getBytes(US_ASCII);
    }

    @Override
    public boolean joined() {
        return joined;
    }

    @Override
    public SequenceCheck check() {
        return check;
    }

    @Override
    void event(ByteBuffer in, int from, int to, long nowNanos) {
        long name = 0;
        for (int at = from + 2; at < from + 2 + ChatEventName.CHARACTERS && in.get(at) != '"'; at++) {
            name = ChatEventName.with(name, in.get(at));
        }
        if (name == ChatEventName.MESSAGE) {
            messages.scan(in, from, to, nowNanos);
        }
        joined |= name == ChatEventName.CONNECTED;
        room.chat().came(name, to - from);
    }

    @Override
    void acknowledged(ByteBuffer in, int from, int to) {
        int end = from;
        while (Character.isDigit(in.get(end))) {
            end++;
        }
        room.acknowledged(Marker.readNumber(in, from, end - from));
    }

    @Override
    void endedByServer() {
        room.tally().closedByServer++;
    }
}
