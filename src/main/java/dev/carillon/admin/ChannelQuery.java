package dev.carillon.admin;

import dev.carillon.api.admin.AdminQuery;
import dev.carillon.api.admin.BadRequest;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.ChannelPage;
import dev.carillon.hub.ChannelTraffic;
import dev.carillon.hub.Hub;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which channels, and in which order.
 *
 * @param byRate the busiest first; else by name
 * @param after empty for the beginning
 */
record ChannelQuery(SelectorSet selectors, boolean byRate, String after, int limit) {

    /** Pages of which the busiest channels are chosen. */
    private static final int PAGE = 1000;

    /**
     * One page.
     *
     * @param uncounted events of channels for which the hub had no place
     */
    record Found(List<ChannelTraffic> channels, Optional<String> next, long uncounted) {}

    static ChannelQuery of(AdminQuery query) {
        String sort = query.text("sort").orElse("name");
        if (!sort.equals("name") && !sort.equals("rate")) {
            throw BadRequest.of("sort is name or rate.", "It is " + BadRequest.quote(sort) + ".", "Correct it.");
        }
        SelectorSet selectors =
                query.text("selector").map(SelectorSet::of).orElseGet(() -> SelectorSet.of("**", "admin/**"));
        return new ChannelQuery(selectors, sort.equals("rate"), query.after().orElse(""), query.limit());
    }

    Found find(Hub hub) {
        if (!byRate) {
            ChannelPage page = hub.channels(selectors, after, limit);
            return new Found(page.channels(), page.next(), page.uncounted());
        }
        List<ChannelTraffic> all = new ArrayList<>();
        ChannelPage page = hub.channels(selectors, "", PAGE);
        all.addAll(page.channels());
        while (page.next().isPresent()) {
            page = hub.channels(selectors, page.next().get(), PAGE);
            all.addAll(page.channels());
        }
        return busiest(all, page.uncounted());
    }

    /** Rates change while somebody pages, so the place is a rate and a name; a channel that grows busier may come twice. */
    private Found busiest(List<ChannelTraffic> all, long uncounted) {
        List<ChannelTraffic> rest = all.stream()
                .filter(this::isAfter)
                .sorted(Comparator.comparingDouble(ChannelTraffic::perSecond)
                        .reversed()
                        .thenComparing(channel -> channel.channel().value()))
                .limit(limit + 1L)
                .toList();
        if (rest.size() <= limit) {
            return new Found(rest, Optional.empty(), uncounted);
        }
        ChannelTraffic last = rest.get(limit - 1);
        return new Found(rest.subList(0, limit), Optional.of(last.perSecond() + " " + last.channel()), uncounted);
    }

    private boolean isAfter(ChannelTraffic channel) {
        if (after.isEmpty()) {
            return true;
        }
        int blank = after.indexOf(' ');
        try {
            double rate = Double.parseDouble(after.substring(0, Math.max(0, blank)));
            String name = after.substring(blank + 1);
            return channel.perSecond() < rate
                    || (channel.perSecond() == rate && channel.channel().value().compareTo(name) > 0);
        } catch (NumberFormatException e) {
            throw BadRequest.of(
                    "after is what the page before has told as next.",
                    "It is " + BadRequest.quote(after) + ".",
                    "Begin without it.");
        }
    }
}
