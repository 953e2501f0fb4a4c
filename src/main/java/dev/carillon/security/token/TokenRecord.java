package dev.carillon.security.token;

/** What a {@link TokenLedger} keeps about one token. A newer record of the same id replaces the older one. */
public sealed interface TokenRecord permits IssuedToken, Revocation {

    /** The token's {@code jti}, or what stands for it. */
    String id();
}
