package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sink whose window the test controls: how many chunks it takes before it is blocked. It is as strict as a container:
 * whoever writes to it while it is blocked or closed has a bug.
 */
final class FakeSink implements Sink {

    private final List<String> writes = new ArrayList<>();
    private final boolean noticesDeparture;
    private int window;
    private boolean mayWrite;
    private boolean broken;
    private boolean poll;
    private Duration patience = Duration.ZERO;
    private boolean keepsShort;
    private @Nullable CloseReason closed;

    FakeSink(boolean noticesDeparture) {
        this.noticesDeparture = noticesDeparture;
    }

    /** Takes so many chunks from now on, the last of which blocks it. */
    void open(int chunks) {
        window = chunks;
    }

    void breakDown() {
        broken = true;
    }

    /** From now on it is the sink of a poll. */
    FakeSink asPoll() {
        poll = true;
        return this;
    }

    @Override
    public boolean isPoll() {
        return poll;
    }

    /** From now on its client may come again as late as that. Before it is connected. */
    FakeSink withPatience(Duration time) {
        patience = time;
        return this;
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public void keepShort() {
        keepsShort = true;
    }

    boolean keepsShort() {
        return keepsShort;
    }

    boolean isBlocked() {
        return !mayWrite;
    }

    List<String> writes() {
        return writes;
    }

    @Override
    public boolean write(Chunk chunk) {
        assertThat(mayWrite).as("written while it is blocked: %s", chunk).isTrue();
        assertThat(closed).isNull();
        if (broken) {
            throw new IllegalStateException("the container has recycled the response");
        }
        String text = new String(chunk.array(), 0, chunk.length(), UTF_8);
        ByteBuffer direct = chunk.direct();
        if (direct != null) {
            assertThat(UTF_8.decode(direct).toString()).isEqualTo(text);
        }
        writes.add(text);
        window--;
        mayWrite = window > 0;
        return mayWrite;
    }

    @Override
    public boolean drain() {
        assertThat(closed).isNull();
        if (broken) {
            throw new IllegalStateException("the container has recycled the response");
        }
        mayWrite = window > 0;
        return mayWrite;
    }

    @Override
    public void close(CloseReason reason) {
        assertThat(closed).as("closed twice").isNull();
        closed = reason;
        if (broken) {
            throw new IllegalStateException("the container has recycled the response");
        }
    }

    @Override
    public boolean noticesDeparture() {
        return noticesDeparture;
    }
}
