package dev.carillon.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, and what he may do.
 *
 * @param subject who it is for limits, audit and administration; empty if nobody knows
 * @param name what people call him; the subject if he has no other name
 * @param grants what he may do, with what anybody may do
 * @param own what he himself was granted
 * @param credential how the request says so
 * @param tokenId the id of the token by which it is known ({@code jti}, or made from the token); null without a token
 * @param expiresAt when the token expires; null if it never does, or there is none
 */
public record Caller(
        String subject,
        String name,
        Grants grants,
        Grants own,
        Credential credential,
        @Nullable String tokenId,
        @Nullable Instant expiresAt) {

    /** Somebody who may do what he was granted, and no more. */
    public Caller(
            String subject,
            String name,
            Grants grants,
            Credential credential,
            @Nullable String tokenId,
            @Nullable Instant expiresAt) {
        this(subject, name, grants, grants, credential, tokenId, expiresAt);
    }

    private static final String ATTRIBUTE = Caller.class.getName();

    /** Somebody who does not say who he is. */
    public static Caller anonymous(Grants grants) {
        return new Caller("", "", grants, Credential.NONE, null, null);
    }

    public boolean isAnonymous() {
        return subject.isEmpty();
    }

    public Caller with(Credential other) {
        return new Caller(subject, name, grants, own, other, tokenId, expiresAt);
    }

    /** The same, who may do this as well. */
    public Caller withAlso(Grants more) {
        return new Caller(subject, name, grants.and(more), own, credential, tokenId, expiresAt);
    }

    /**
     * Whoever sends this request.
     *
     * @throws IllegalStateException if {@link IdentityFilter} does not stand before the resource
     */
    public static Caller of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("the identity filter does not stand before " + request.getRequestURI());
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
