/**
 * Tokens: who signed them, what they say, which were minted here, and which are revoked.
 *
 * <ul>
 *   <li>{@link dev.carillon.security.token.TokenAuthenticator} believes a token or does not. {@code TokenText} takes it apart,
 *       {@code KeySource}s have the keys, {@code Claims} says what is in it.
 *   <li>{@link dev.carillon.security.token.TokenMint} makes tokens with the {@link dev.carillon.security.token.OwnKey}; {@link
 *       dev.carillon.security.token.TokenRegister} remembers them in a {@link dev.carillon.security.token.TokenLedger}.
 * </ul>
 */
@NullMarked
package dev.carillon.security.token;

import org.jspecify.annotations.NullMarked;
