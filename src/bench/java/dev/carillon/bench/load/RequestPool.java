package dev.carillon.bench.load;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keep-alive connections that take requests in turn; what finds none free waits. Threading: the generator's one thread. */
final class RequestPool implements PublishConnection.Owner {
    private final Tally tally;
    private final boolean measured;
    private final List<PublishConnection> connections = new ArrayList<>();
    private final Deque<PublishConnection> free = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(PublishConnection.Source request, long stampNanos) {}

    /** With {@code measured} the times until the answers are counted. */
    RequestPool(EventLoop loop, int port, int size, Tally tally, boolean measured) throws IOException {
        this.tally = tally;
        this.measured = measured;
        for (int i = 0; i < size; i++) {
            PublishConnection connection = new HttpPublishConnection(loop, port, this);
            connections.add(connection);
            free.add(connection);
        }
    }

    void send(PublishConnection.Source request, long stampNanos) throws IOException {
        waiting.add(new Waiting(request, stampNanos));
        sendWaiting();
    }

    boolean idle() {
        return waiting.isEmpty() && free.size() == connections.size();
    }

    /** Sends again what was refused. */
    void look() throws IOException {
        if (tally.refused > 0) {
            for (PublishConnection connection : connections) {
                connection.resendIfDue(System.nanoTime());
            }
        }
    }

    @Override
    public void acknowledged(PublishConnection connection) throws IOException {
        if (measured) {
            tally.acknowledged(System.nanoTime() - connection.sentNanos());
        }
        free.add(connection);
        sendWaiting();
    }

    @Override
    public void refused() {
        tally.refused++;
    }

    void close() throws IOException {
        for (PublishConnection connection : connections) {
            connection.close();
        }
    }

    private void sendWaiting() throws IOException {
        while (!waiting.isEmpty() && !free.isEmpty()) {
            Waiting next = waiting.remove();
            free.remove().send(next.request, next.stampNanos);
        }
    }
}
