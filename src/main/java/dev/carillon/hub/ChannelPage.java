package dev.carillon.hub;

import java.util.List;
import java.util.Optional;

/**
 * Some channels, in the order of their names.
 *
 * @param next after which the next page begins; empty if this is the last one
 * @param uncounted events of channels for which there was no place, of whatever name
 */
public record ChannelPage(List<ChannelTraffic> channels, Optional<String> next, long uncounted) {

    public ChannelPage {
        channels = List.copyOf(channels);
    }
}
