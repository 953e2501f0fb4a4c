package dev.carillon.hub;

import dev.carillon.event.ChannelName;

/**
 * What was published to a channel.
 *
 * @param events since the hub began to count for it
 * @param perSecond over about the last minute
 */
public record ChannelTraffic(ChannelName channel, long events, double perSecond) {}
