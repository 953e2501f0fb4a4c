package dev.carillon.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, and what he may do.
 *
 * @param subject who it is for limits, audit and administration; empty if nobody knows
 * @param name what people call him; the subject if he has no other name
 * @param credential how the request says so
 * @param tokenId the id of the token by which it is known ({@code jti}, or made from the token); null without a token
 * @param expiresAt when the token expires; null if it never does, or there is none
 */
public record Caller(
        String subject,
        String name,
        Grants grants,
        Credential credential,
        @Nullable String tokenId,
        @Nullable Instant expiresAt) {

    private static final String ATTRIBUTE = Caller.class.getName();
    private static final String BY_TOKEN = ATTRIBUTE + ".by-token";

    /** Somebody who does not say who he is. */
    public static Caller anonymous(Grants grants) {
        return new Caller("", "", grants, Credential.NONE, null, null);
    }

    public boolean isAnonymous() {
        return subject.isEmpty();
    }

    public Caller with(Credential other) {
        return new Caller(subject, name, grants, other, tokenId, expiresAt);
    }

    /** The same, who may do this as well. */
    public Caller withAlso(Grants more) {
        return new Caller(subject, name, grants.and(more), credential, tokenId, expiresAt);
    }

    /**
     * Whoever sends this request, with what he may do and what anybody may.
     *
     * @throws IllegalStateException if {@link IdentityFilter} does not stand before the resource
     */
    public static Caller of(HttpServletRequest request) {
        return attached(request, ATTRIBUTE);
    }

    /**
     * The same with what his token alone grants, for what is not to be open to all who have any token: to speak in the name of others.
     *
     * @throws IllegalStateException if {@link IdentityFilter} does not stand before the resource
     */
    public static Caller byToken(HttpServletRequest request) {
        return attached(request, BY_TOKEN);
    }

    private static Caller attached(HttpServletRequest request, String attribute) {
        if (request.getAttribute(attribute) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("the identity filter does not stand before " + request.getRequestURI());
    }

    /** {@code anybody} is what all may do. */
    void attachTo(HttpServletRequest request, Grants anybody) {
        request.setAttribute(BY_TOKEN, this);
        request.setAttribute(ATTRIBUTE, withAlso(anybody));
    }
}
