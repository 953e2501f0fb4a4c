package dev.carillon.bench.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Emits events that ask for an acknowledgement, one after the other. It is told them as everybody is, and does not look.
 *
 * <p>Threading: the generator's one thread.
 */
final class SocketIoPublishConnection extends SocketIoConnection implements PublishConnection {
    private static final int MAX_PACKET_BYTES = 64 << 10;

    private final EventLoop loop;
    private final PublishConnection.Owner owner;
    private final ByteBuffer packet = ByteBuffer.allocate(MAX_PACKET_BYTES);
    private long sentNanos;

    SocketIoPublishConnection(EventLoop loop, int port, PublishConnection.Owner owner) throws IOException {
        super(loop, connected(port), CONNECT);
        this.loop = loop;
        this.owner = owner;
    }

    /** Waits for the server's answer to the connection, which may not have come yet. */
    @Override
    public void send(PublishConnection.Source source, long stampNanos) throws IOException {
        while (!open()) {
            loop.turn(10_000_000);
        }
        source.writeRequest(packet.clear(), stampNanos);
        byte[] bytes = new byte[packet.flip().remaining()];
        packet.get(bytes);
        sentNanos = System.nanoTime();
        send(bytes);
    }

    @Override
    public long sentNanos() {
        return sentNanos;
    }

    /** A refused one fails the run: there is no limit here for whoever sends one after the other. */
    @Override
    public void resendIfDue(long nowNanos) {}

    @Override
    void event(ByteBuffer in, int from, int to, long nowNanos) {}

    @Override
    void acknowledged(ByteBuffer in, int from, int to) throws IOException {
        String text = text(in, from, to);
        if (text.contains("\"error\"")) {
            throw new IOException("publishing failed, the server answered: " + text);
        }
        owner.acknowledged(this);
    }

    @Override
    void endedByServer() {
        throw new IllegalStateException("the server ended the connection of a publisher");
    }

    private static SocketChannel connected(int port) throws IOException {
        SocketChannel socket = SocketChannel.open(Loopback.server(port));
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return socket;
    }
}
