package dev.carillon.socketio.hub;

import dev.carillon.event.ChannelName;
import java.util.Optional;

/** The channel of {@code event} and {@code data}, if there is one. */
public record DefaultChannel(Optional<ChannelName> name) {}
