package dev.carillon.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Signs browsers in and out.
 *
 * <p>Threading: request threads.
 */
public final class Sessions {

    /** A session has begun, or has gone on with a newer token, and so have some streams. */
    public record Session(Caller caller, int renewedStreams) {}

    private final Authenticator authenticator;
    private final SignInCodes codes;
    private final Supplier<String> administratorToken;
    private final Leases leases;
    private final InstantSource clock;
    private final Grants anonymous;

    /**
     * Nobody is signed in by this.
     *
     * @param administratorToken makes a token for somebody who has shown a sign-in code
     * @param anonymous what everybody may do, whoever he is
     */
    public Sessions(
            Authenticator authenticator,
            SignInCodes codes,
            Supplier<String> administratorToken,
            Leases leases,
            InstantSource clock,
            Grants anonymous) {
        this.authenticator = authenticator;
        this.codes = codes;
        this.administratorToken = administratorToken;
        this.leases = leases;
        this.clock = clock;
        this.anonymous = anonymous;
    }

    /** Has the browser keep a token; the caller's open streams go on under it. */
    public Session signIn(String token, HttpServletRequest request, HttpServletResponse response) {
        return begin(token, authenticator.authenticate(token), request, response);
    }

    /**
     * The same for an administrator, who has no token yet.
     *
     * @param witness is told who signs in, before he does; if it fails, he does not
     */
    public Session signInWithCode(
            String code, HttpServletRequest request, HttpServletResponse response, Consumer<Caller> witness) {
        codes.redeem(code);
        String token = administratorToken.get();
        Caller caller = authenticator.authenticate(token);
        witness.accept(caller);
        return begin(token, caller, request, response);
    }

    private Session begin(String token, Caller caller, HttpServletRequest request, HttpServletResponse response) {
        Duration lifetime =
                caller.expiresAt() == null ? Duration.ofDays(1) : Duration.between(clock.instant(), caller.expiresAt());
        SessionCookie.set(request, response, token, lifetime);
        Caller known = caller.withAlso(anonymous);
        return new Session(known, leases.renew(known));
    }

    /** Has the browser forget its token, and ends what it has opened with it. */
    public void signOut(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        SessionCookie.clear(request, response);
        String tokenId = caller.tokenId();
        if (tokenId != null) {
            leases.signOut(tokenId);
        }
    }
}
