package dev.carillon.security;

import java.util.Collection;
import java.util.Set;

/**
 * Which pages of other origins may call (WHATWG Fetch, "CORS protocol").
 *
 * @param origins as browsers send them, for example {@code https://example.org}; {@code *} allows all, but then without
 *     credentials
 */
public record CorsPolicy(Set<String> origins) {

    private static final String ANY = "*";

    public CorsPolicy {
        origins = Set.copyOf(origins);
        for (String origin : origins) {
            boolean valid = origin.equals(ANY) || origin.matches("[a-z][a-z0-9+.-]*://[^/\\s*]+");
            if (!valid) {
                throw new IllegalArgumentException("carillon.cors.origins: '" + origin
                        + "' is not an origin; write it as a browser sends it, for example https://example.org, or *");
            }
        }
    }

    public static CorsPolicy of(Collection<String> origins) {
        return new CorsPolicy(Set.copyOf(origins));
    }

    /** Every origin, without credentials. */
    public static CorsPolicy anybody() {
        return of(Set.of(ANY));
    }

    boolean allows(String origin) {
        return origins.contains(ANY) || origins.contains(origin);
    }

    /** Whether the origin itself is in the list, so that its pages may act in their user's name. */
    boolean names(String origin) {
        return !origin.equals(ANY) && origins.contains(origin);
    }

    /** Only those that are in the list themselves. */
    CorsPolicy named() {
        return of(origins.stream().filter(this::names).toList());
    }

    boolean allowsAll() {
        return origins.contains(ANY);
    }
}
