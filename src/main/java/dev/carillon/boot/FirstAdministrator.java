package dev.carillon.boot;

import dev.carillon.security.Grants;
import dev.carillon.security.SignInCodes;
import dev.carillon.security.token.Grant;
import dev.carillon.security.token.IssuedToken;
import dev.carillon.security.token.Minted;
import dev.carillon.security.token.TokenMint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * How the first administrator comes in: as long as nobody has an administrator's token, each start prints a link with a code that
 * works once.
 *
 * <p>Threading: any thread.
 */
final class FirstAdministrator {

    /** A working day: longer sessions are for tokens that somebody minted on purpose. */
    private static final Duration SESSION = Duration.ofHours(12);

    private static final int PAGE = 1_000;

    private final TokenMint mint;
    private final SignInCodes codes;
    private final InstantSource clock;
    private final boolean othersIssueTokens;

    /** {@code othersIssueTokens} is whether a key is configured, so that administrators come from elsewhere. */
    FirstAdministrator(TokenMint mint, SignInCodes codes, InstantSource clock, boolean othersIssueTokens) {
        this.othersIssueTokens = othersIssueTokens;
        this.mint = mint;
        this.codes = codes;
        this.clock = clock;
    }

    /** A code for the link; absent if there is an administrator already. */
    Optional<String> code() {
        return othersIssueTokens || isThere() ? Optional.empty() : Optional.of(codes.issue());
    }

    /** A token for whoever has shown the code. */
    String token() {
        Minted minted = mint.mint(new Grant("Administrator", "admin", Grants.ALL, SESSION));
        return minted.token();
    }

    private boolean isThere() {
        Instant now = clock.instant();
        String after = null;
        List<IssuedToken> page = mint.list(after, PAGE);
        while (!page.isEmpty()) {
            for (IssuedToken token : page) {
                boolean valid = token.revokedAt() == null && now.isBefore(token.expiresAt());
                if (valid && token.grants().admin()) {
                    return true;
                }
                after = token.id();
            }
            page = mint.list(after, PAGE);
        }
        return false;
    }
}
