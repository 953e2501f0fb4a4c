package dev.carillon.hub;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some connections, in the order of their ids. Whatever was open all the time stands on exactly one page; what came or went
 * meanwhile may stand on one.
 *
 * @param next after which the next page begins; empty if this is the last one
 */
public record ConnectionPage(List<ConnectionState> connections, OptionalLong next) {

    public ConnectionPage {
        connections = List.copyOf(connections);
    }
}
