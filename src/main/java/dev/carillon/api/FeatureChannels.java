package dev.carillon.api;

import dev.carillon.event.ChannelName;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import java.util.List;

/**
 * Channels that a feature writes itself, because their events follow rules of its own. They are read as any other. A feature says so by
 * a bean of this type.
 *
 * @param channels which ones
 * @param remedy how one publishes there instead
 */
public record FeatureChannels(SelectorSet channels, String remedy) {

    static void refuse(List<FeatureChannels> features, ChannelName channel) {
        for (FeatureChannels feature : features) {
            if (feature.channels.matches(channel)) {
                throw new InvalidRequestException(
                        Problem.RESERVED_CHANNEL,
                        "Channels of a feature are written by that feature.",
                        channel + " is one of them.",
                        feature.remedy);
            }
        }
    }
}
