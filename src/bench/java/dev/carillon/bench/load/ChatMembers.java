package dev.carillon.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All members of the room. Threading: the generator's one thread. */
final class ChatMembers implements Closeable {
    /** Less than the smallest accept queue in use, as in {@link Audience}. */
    private static final int MAX_JOINING = 50;

    private static final long WAIT_NANOS = 10_000_000;
    private static final long MAX_JOINING_NANOS = 180_000_000_000L;

    private final EventLoop loop;
    private final ChatRoom room;
    private final List<ChatRoom.Member> members = new ArrayList<>();

    ChatMembers(EventLoop loop, ChatRoom room) {
        this.loop = loop;
        this.room = room;
    }

    /** A few at a time, each of whom has joined when the picture of the room has come; the nanoseconds that it took. */
    long join(int count) throws IOException {
        long start = System.nanoTime();
        Deque<Integer> waiting = IntStream.range(0, count).boxed().collect(Collectors.toCollection(ArrayDeque::new));
        Map<Integer, ChatRoom.Member> joining = new HashMap<>();
        while (members.size() < count) {
            if (!waiting.isEmpty() && joining.size() < MAX_JOINING) {
                int index = waiting.remove();
                joining.put(index, room.join(index));
            } else {
                loop.turn(WAIT_NANOS);
                sort(joining, waiting);
            }
            if (System.nanoTime() - start > MAX_JOINING_NANOS) {
                throw new IOException("only " + members.size() + " of " + count + " joined in time");
            }
        }
        return System.nanoTime() - start;
    }

    int size() {
        return members.size();
    }

    /** Messages that were left out before one that came. */
    long lost() {
        return members.stream().mapToLong(member -> member.check().lost()).sum();
    }

    long undelivered(long lastSequence) {
        return members.stream()
                .mapToLong(member -> member.check().undelivered(lastSequence))
                .sum();
    }

    /** How many have seen another order than the first one; whoever lacks something is among them. */
    long inAnotherOrder() {
        long order = members.get(0).check().order();
        return members.stream().filter(member -> member.check().order() != order).count();
    }

    @Override
    public void close() throws IOException {
        for (ChatRoom.Member member : members) {
            member.close();
        }
    }

    /** Whose connection was ended before he had joined comes again. */
    private void sort(Map<Integer, ChatRoom.Member> joining, Deque<Integer> waiting) {
        for (Iterator<Map.Entry<Integer, ChatRoom.Member>> entries =
                        joining.entrySet().iterator();
                entries.hasNext(); ) {
            Map.Entry<Integer, ChatRoom.Member> entry = entries.next();
            if (entry.getValue().joined()) {
                members.add(entry.getValue());
                entries.remove();
            } else if (entry.getValue().closed()) {
                waiting.add(entry.getKey());
                entries.remove();
            }
        }
    }
}
