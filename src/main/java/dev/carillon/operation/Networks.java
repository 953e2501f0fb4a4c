package dev.carillon.operation;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses, and networks in CIDR notation (RFC 4632, RFC 4291 §2.3), of both versions of IP. */
public final class Networks {

    /** What the library takes beyond that, such as {@code 10.*} and {@code 1-5.0.0.1}, would surprise whoever mistypes. */
    private static final IPAddressStringParameters PLAIN = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowPrefixOnly(false)
            .allowMask(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .getParentBuilder()
            .toParams();

    private final List<IPAddress> blocks;

    private Networks(List<IPAddress> blocks) {
        this.blocks = blocks;
    }

    /**
     * Reads a list that is separated by commas or blanks.
     *
     * @throws IllegalArgumentException if one of them is no address and no network
     */
    public static Networks parse(String text) {
        return new Networks(Arrays.stream(text.split("[,\\s]+"))
                .filter(part -> !part.isEmpty())
                .map(Networks::block)
                .toList());
    }

    private static IPAddress block(String text) {
        IPAddress address = new IPAddressString(text, PLAIN).getAddress();
        if (address == null) {
            throw new IllegalArgumentException("'" + text + "' is neither an address nor a network such as 10.0.0.0/8");
        }
        return plain(address.isPrefixed() ? address.toPrefixBlock() : address);
    }

    /** {@code address} is as the container tells it; what is none is in no network. */
    boolean contain(@Nullable String address) {
        if (address == null) {
            return false;
        }
        // Tomcat tells the zone of a link-local address: fe80::1%eth0.
        IPAddress parsed = new IPAddressString(address.replaceFirst("%.*", ""), PLAIN).getAddress();
        return parsed != null && blocks.stream().anyMatch(block -> block.contains(plain(parsed)));
    }

    /** An IPv4 address may come as an IPv6 one (RFC 4291 §2.5.5.2). */
    private static IPAddress plain(IPAddress address) {
        return address.isIPv6() && address.toIPv6().isIPv4Mapped()
                ? address.toIPv6().getEmbeddedIPv4Address()
                : address;
    }
}
