package dev.carillon.ticker.model;

import dev.carillon.event.ChannelName;

/**
 * Somebody who has alerts.
 *
 * @param value a segment of a channel's name, one for each person
 */
public record Owner(String value) {

    public Owner {
        channel(value);
    }

    /** Where he is told that an alert went off. */
    public ChannelName channel() {
        return channel(value);
    }

    private static ChannelName channel(String value) {
        return new ChannelName("ticker-alerts/@" + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
