package dev.carillon.it.chat;

import static dev.carillon.it.client.ChatClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.ChatMember;
import dev.carillon.it.client.ChatMember.Transport;
import dev.carillon.it.client.HubClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Fifty people in a room, of whom each reads by one of the transports, and who all do something at random, several at a time. The
 * first is the owner; two moderate; a few are guests.
 *
 * <p>Threading: the test's thread. The people act on threads of their own.
 */
public final class RoomCrowd implements AutoCloseable {

    private static final int PEOPLE = 50;
    private static final int MODERATORS = 2;
    private static final int GUESTS = 3;
    private static final int DRIVERS = 4;
    private static final List<Transport> TRANSPORTS = List.of(Transport.values());

    /** The server may be started meanwhile, on a machine that is busy with other things. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final ChatClient owner;
    private final String room;
    private final List<ChatMember> members = new ArrayList<>();
    private final List<CrowdDriver> drivers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger acts = new AtomicInteger();

    /** Everybody is in the room when it returns. */
    public RoomCrowd(HubClient hub, Random random) throws IOException, InterruptedException {
        String name = UUID.randomUUID().toString().substring(0, 8);
        room = "crowd-" + name;
        owner = ChatClient.signedIn(hub, "p0-" + name);
        owner.makeRoom(room, "public");
        members.add(ChatMember.enter(owner, room, Transport.SSE));
        for (int i = 1; i < PEOPLE; i++) {
            String who = "p" + i + "-" + name;
            ChatClient person = i < PEOPLE - GUESTS ? ChatClient.signedIn(hub, who) : ChatClient.guest(hub, who);
            members.add(ChatMember.enter(person, room, TRANSPORTS.get(i % TRANSPORTS.size())));
        }
        awaitAll();
        List<ChatMember> moderators = members.subList(1, 1 + MODERATORS);
        for (ChatMember moderator : moderators) {
            owner.done("PUT", path() + "/members/" + moderator.id(), object("role", "moderator"));
        }
        for (int i = 0; i < DRIVERS; i++) {
            List<ChatMember> own = new ArrayList<>();
            for (int m = i; m < PEOPLE; m += DRIVERS) {
                own.add(members.get(m));
            }
            List<ChatMember> ordinary = members.subList(1 + MODERATORS, PEOPLE);
            drivers.add(new CrowdDriver(room, own, moderators, ordinary, new Random(random.nextLong()), acts));
        }
    }

    private void awaitAll() {
        Awaitility.await("everybody is in the room")
                .atMost(LONGEST)
                .until(() -> members.stream().allMatch(member -> member.firstPlace() != null));
    }

    private String path() {
        return "rooms/" + room;
    }

    public String room() {
        return room;
    }

    public ChatClient owner() {
        return owner;
    }

    public List<ChatMember> members() {
        return List.copyOf(members);
    }

    public List<CrowdDriver> drivers() {
        return List.copyOf(drivers);
    }

    /** Lets everybody do something, so many things in all. */
    public void begin(int count) {
        for (CrowdDriver driver : drivers) {
            Thread thread = new Thread(() -> driver.act(count / DRIVERS), "driver of " + room);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Waits until so many things are done. */
    public void awaitActs(int count) {
        Awaitility.await(count + " acts").atMost(LONGEST).until(() -> acts.get() >= count);
    }

    public void awaitEnd() {
        for (Thread thread : threads) {
            Awaitility.await("the end of the " + thread.getName())
                    .atMost(LONGEST)
                    .until(() -> !thread.isAlive());
        }
        threads.clear();
    }

    /** What nobody has expected. */
    public List<String> complaints() {
        return drivers.stream().flatMap(driver -> driver.complaints().stream()).toList();
    }

    /** Everybody may write and come in again; who is not away does. */
    public void forgive() throws IOException, InterruptedException {
        for (CrowdDriver driver : drivers) {
            driver.closeTabs();
        }
        for (ChatMember member : members.subList(1 + MODERATORS, PEOPLE)) {
            owner.done("DELETE", path() + "/members/" + member.id() + "/mute", null);
            owner.done("DELETE", path() + "/members/" + member.id() + "/ban", null);
        }
        Awaitility.await("everybody is back")
                .atMost(LONGEST)
                .untilAsserted(() -> assertThat(members)
                        .filteredOn(
                                member -> !member.isAway() && !member.refusal().isEmpty())
                        .extracting(ChatMember::trouble)
                        .isEmpty());
    }

    /** Who is in the room if those are not. */
    public Set<String> allBut(ChatMember... others) {
        Set<String> ids = new TreeSet<>();
        members.forEach(member -> ids.add(member.id()));
        for (ChatMember other : others) {
            ids.remove(other.id());
        }
        return ids;
    }

    @Override
    public void close() throws IOException {
        for (CrowdDriver driver : drivers) {
            driver.stop();
            driver.closeTabs();
        }
        for (ChatMember member : members) {
            member.close();
        }
    }
}
