package dev.carillon.security;

import inet.ipaddr.IPAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses, and networks in CIDR notation (RFC 4632, RFC 4291 §2.3), for example those of the proxies that are believed. */
public record Networks(List<IPAddress> blocks) {

    public Networks {
        blocks = List.copyOf(blocks);
    }

    /**
     * Addresses and networks as {@code 10.0.0.0/8} or {@code ::1}, separated by commas or blanks. Empty: none.
     *
     * @throws IllegalArgumentException if one of them is something else, a name for example
     */
    public static Networks of(String list) {
        return new Networks(Arrays.stream(list.split("[,\\s]+"))
                .filter(text -> !text.isEmpty())
                .map(Networks::block)
                .toList());
    }

    /** {@code address} is as the container tells it; what is none is in no network. */
    public boolean contains(@Nullable String address) {
        IPAddress parsed = Addresses.parse(address);
        return parsed != null && contains(parsed);
    }

    boolean contains(IPAddress address) {
        for (IPAddress block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static IPAddress block(String text) {
        IPAddress block = Addresses.parseNetwork(text);
        if (block == null) {
            throw new IllegalArgumentException("'" + text + "' is neither an address nor a network such as 10.0.0.0/8");
        }
        return block;
    }
}
