package dev.carillon.api;

import dev.carillon.event.ChannelName;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.util.Collection;

/**
 * Limits of the HTTP contract that are not the hub's. They hold for what comes from outside; a {@link ChannelName} and a {@link
 * Selector} have a limit of their own, above which these cannot be.
 *
 * @param maxChannelLength characters of the name of a channel that is published to
 * @param maxSelectors of one subscription
 * @param maxSelectorLength characters of each
 */
public record ApiSettings(int maxChannelLength, int maxSelectors, int maxSelectorLength) {

    /** A channel to publish to, which is not the server's. */
    public ChannelName channel(String value) {
        if (value.length() > maxChannelLength) {
            throw new LimitExceededException(
                    Limit.CHANNEL_LENGTH,
                    Problem.INVALID_CHANNEL,
                    "A channel name has at most " + maxChannelLength + " characters (carillon.channel.max-length).",
                    InvalidRequestException.quote(value) + " has " + value.length() + ".",
                    "Rename the channel, for example 'orders/7'.");
        }
        ChannelName name = new ChannelName(value);
        Reserved.refuse(name.isReserved(), value);
        return name;
    }

    /**
     * What somebody wants to listen to, if nothing of it is the server's own.
     *
     * @param others selectors that count as well
     */
    public SelectorSet selectors(Collection<String> values, int others) {
        requireFew(values.size() + others);
        requireSome(values.isEmpty());
        return SelectorSet.of(values.stream().map(this::selector).toList());
    }

    void requireFew(int count) {
        if (count > maxSelectors) {
            throw new LimitExceededException(
                    Limit.SELECTORS,
                    Problem.TOO_MANY_SELECTORS,
                    "A subscription has at most " + maxSelectors + " selectors.",
                    "It has " + count + ".",
                    "Use patterns, as in 'orders/*', or open a second stream.");
        }
    }

    static void requireSome(boolean none) {
        if (none) {
            throw new InvalidRequestException(
                    Problem.MISSING_CHANNEL,
                    "A subscription names at least one channel.",
                    "None is named.",
                    "Add ?channel=demo, or a pattern such as ?channel=chat/**.");
        }
    }

    /** What somebody wants to listen to, if it is not the server's own. */
    Selector selector(String value) {
        if (value.length() > maxSelectorLength) {
            throw new LimitExceededException(
                    Limit.SELECTOR_LENGTH,
                    Problem.INVALID_SELECTOR,
                    "A selector has at most " + maxSelectorLength
                            + " characters (carillon.subscription.max-selector-length).",
                    InvalidRequestException.quote(value) + " has " + value.length() + ".",
                    "Use a pattern, as in 'orders/*'.");
        }
        Selector selector = new Selector(value);
        Reserved.refuse(selector.isInternal(), value);
        return selector;
    }
}
