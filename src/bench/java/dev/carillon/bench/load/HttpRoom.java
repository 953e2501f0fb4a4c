package dev.carillon.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.carillon.bench.MemberToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Carillon's lobby: each member has a token and a stream, and sends by requests over connections that all share. */
final class HttpRoom implements ChatRoom {
    private static final String ROOM = "/api/chat/rooms/lobby/";
    private static final int TYPING_CONNECTIONS = 4;

    private final EventLoop loop;
    private final Settings settings;
    private final Tally tally;
    private final ChatTally chat;
    private final String[] tokens;
    private final RequestPool messages;
    private final RequestPool notices;

    HttpRoom(EventLoop loop, Settings settings, Tally tally, ChatTally chat) throws IOException {
        this.loop = loop;
        this.settings = settings;
        this.tally = tally;
        this.chat = chat;
        this.messages =
                new RequestPool(loop, settings.port(), settings.traffic().publishers(), tally, true);
        this.notices = new RequestPool(loop, settings.port(), TYPING_CONNECTIONS, tally, false);
        this.tokens = new String[settings.traffic().subscribers()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = MemberToken.of(i);
        }
    }

    /** The scanner tells when the picture has come. */
    private record Listener(Subscriber stream, RoomScanner scanner) implements Member {
        @Override
        public boolean joined() {
            return scanner.connected();
        }

        @Override
        public boolean closed() {
            return stream.closed();
        }

        @Override
        public SequenceCheck check() {
            return stream.check();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    @Override
    public Member join(int index) throws IOException {
        int dataBytes = settings.traffic().dataBytes();
        SequenceCheck check = new SequenceCheck(1, settings.traffic().ordered(), tally);
        RoomScanner scanner = new RoomScanner(new FrameScanner(dataBytes, check), chat);
        SocketChannel socket = SocketChannel.open(Loopback.server(settings.port()));
        String request = head("GET", "events", index) + "Accept: text/event-stream\r\n\r\n";
        return new Listener(new Subscriber(loop, socket, request.getBytes(US_ASCII), tally, check, scanner), scanner);
    }

    @Override
    public void say(int index, long sequence, long stampNanos) throws IOException {
        messages.send((out, stamp) -> writeMessage(out, index, sequence, stamp), stampNanos);
    }

    @Override
    public void type(int index) throws IOException {
        byte[] request = (head("POST", "typing", index) + "Content-Length: 0\r\n\r\n").getBytes(US_ASCII);
        notices.send(
                (out, stamp) -> {
                    out.put(request);
                    return 1;
                },
                0);
    }

    @Override
    public boolean idle() {
        return messages.idle() && notices.idle();
    }

    @Override
    public void look() throws IOException {
        messages.look();
        notices.look();
    }

    @Override
    public void close() throws IOException {
        messages.close();
        notices.close();
    }

    /** With a {@code clientId}, as the chat's own page sends it. */
    private int writeMessage(ByteBuffer out, int index, long sequence, long stampNanos) {
        int dataBytes = settings.traffic().dataBytes();
        String before = "{\"clientId\":\"" + sequence + "\",\"text\":\"";
        String after = "\"}";
        String head = head("POST", "messages", index)
                + "Content-Type: application/json\r\nContent-Length: "
                + (before.length() + dataBytes + after.length())
                + "\r\n\r\n";
        out.put((head + before).getBytes(US_ASCII));
        Marker.write(out, sequence, stampNanos, dataBytes);
        out.put(after.getBytes(US_ASCII));
        return 1;
    }

    private String head(String method, String path, int index) {
        return method + ' ' + ROOM + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + tokens[index]
                + "\r\n";
    }
}
