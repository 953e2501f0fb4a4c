package dev.carillon.chat.state;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the chat keeps what it knows. What everybody may know is told in {@code chat/<room>} and {@code chat/@<user>}; the rest
 * stands in compacted channels of the server's own, one event for each key.
 */
public final class ChatChannels {

    /** Key: the room. */
    public static final ChannelName ROOMS = new ChannelName("~chat/rooms");

    /** Key: room and user. */
    public static final ChannelName STANDINGS = new ChannelName("~chat/standings");

    /** Key: the user. */
    public static final ChannelName PEOPLE = new ChannelName("~chat/people");

    /** Key: the user. */
    public static final ChannelName GUESTS = new ChannelName("~chat/guests");

    /** Key: room and user. */
    public static final ChannelName READS = new ChannelName("~chat/reads");

    /** Key: room and report. */
    public static final ChannelName REPORTS = new ChannelName("~chat/reports");

    /** Of those to whom the rest belongs. */
    static final SelectorSet OWNERS = SelectorSet.of("~chat/rooms", "~chat/guests");

    static final SelectorSet KEPT = SelectorSet.of("~chat/**");
    static final SelectorSet ALL = SelectorSet.of("chat/**", "~chat/**");

    private static final Selector KEPT_BY_KEY = new Selector("~chat/**");

    /** The chat reads it again from its beginning when it starts, so what was removed may go soon. */
    private static final Retention REMOVALS =
            new Retention(Retention.UNLIMITED, Retention.UNLIMITED, Duration.ofHours(24));

    private ChatChannels() {}

    /** The policy with a rule for what the chat knows before the first one that would count for it, so that no setting can lose it. */
    public static RetentionPolicy keptBy(RetentionPolicy policy) {
        List<RetentionRule> rules = new ArrayList<>(policy.rules());
        rules.add(policy.indexFor(ROOMS), new RetentionRule(KEPT_BY_KEY, REMOVALS, true));
        return new RetentionPolicy(rules);
    }
}
