package dev.carillon.security;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import org.jspecify.annotations.Nullable;

/** Addresses as text. Nothing here asks for a name: what is no address is refused. */
public final class Addresses {

    /** What one customer of a provider has at least. Whoever has it has 2⁶⁴ addresses, so they count as one. */
    private static final int IPV6_NETWORK_BITS = 64;

    private static final IPAddressStringParameters ADDRESS = parameters(false);
    private static final IPAddressStringParameters NETWORK = parameters(true);

    private Addresses() {}

    /** One address, without a zone, an IPv4 address in the guise of IPv6 ({@code ::ffff:192.0.2.1}) as what it is; null if it is none. */
    static @Nullable IPAddress parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        IPAddress address = new IPAddressString(text, ADDRESS).getAddress();
        if (address == null || address.isMultiple()) {
            return null;
        }
        if (!address.isIPv6()) {
            return address;
        }
        IPv6Address v6 = address.toIPv6();
        return v6.isIPv4Mapped() ? v6.getEmbeddedIPv4Address() : new IPv6Address(v6.getSection());
    }

    /** An address, or a network as {@code 10.0.0.0/8}; one of IPv4 in the guise of IPv6 as what it is (RFC 4291 §2.5.5.2). */
    static @Nullable IPAddress parseNetwork(String text) {
        IPAddress network = new IPAddressString(text, NETWORK).getAddress();
        if (network == null) {
            return null;
        }
        IPAddress block = network.toPrefixBlock();
        return block.isIPv6() && block.toIPv6().isIPv4Mapped() ? block.toIPv6().getEmbeddedIPv4Address() : block;
    }

    /** What limits count: an IPv4 address, or the /64 of an IPv6 address; anything else as it is. */
    public static String counted(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        IPAddress parsed = parse(address);
        if (parsed == null) {
            return address;
        }
        return parsed.isIPv4()
                ? parsed.toCanonicalString()
                : parsed.toPrefixBlock(IPV6_NETWORK_BITS).toCanonicalString();
    }

    private static IPAddressStringParameters parameters(boolean withPrefix) {
        return new IPAddressStringParameters.Builder()
                .allowEmpty(false)
                .allowAll(false)
                .allowSingleSegment(false)
                .allowWildcardedSeparator(false)
                .allowPrefix(withPrefix)
                .allowMask(false)
                .allowPrefixOnly(false)
                .allow_inet_aton(false)
                .setRangeOptions(RangeParameters.NO_RANGE)
                .getIPv4AddressParametersBuilder()
                .allowBinary(false)
                .getParentBuilder()
                .getIPv6AddressParametersBuilder()
                .allowBinary(false)
                .allowBase85(false)
                .getParentBuilder()
                .toParams();
    }
}
