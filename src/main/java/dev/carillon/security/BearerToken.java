package dev.carillon.security;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.UnauthenticatedException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** The token in a request's headers (RFC 6750 §2.1). */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    /** As clients call it that put a token into the query; {@code access_token} is RFC 6750 §2.3. */
    private static final Set<String> IN_QUERY =
            Set.of("access_token", "accesstoken", "id_token", "token", "jwt", "authorization", "bearer", "api_key");

    private BearerToken() {}

    /**
     * The token in {@code Authorization}.
     *
     * @throws UnauthenticatedException if there is something else in it
     */
    public static Optional<String> of(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return Optional.empty();
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new UnauthenticatedException(
                    Problem.INVALID_TOKEN,
                    "A caller says who he is with a bearer token.",
                    "Authorization has another scheme, or none.",
                    "Send Authorization: Bearer and the token.");
        }
        return Optional.of(header.substring(SCHEME.length()).strip());
    }

    /** A URL is kept in logs, in histories and by proxies: refuses a token there, before anybody relies on it. */
    static void refuseInQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null) {
            return;
        }
        for (String parameter : query.split("&", -1)) {
            int end = parameter.indexOf('=');
            String name = end < 0 ? parameter : parameter.substring(0, end);
            if (IN_QUERY.contains(QueryNames.decode(name))) {
                throw new InvalidRequestException(
                        Problem.TOKEN_IN_URL,
                        "A token does not belong into a URL, for URLs are kept in logs.",
                        "The query has one.",
                        "Send Authorization: Bearer, or get a ticket with POST /api/tickets and send ?ticket=.");
            }
        }
    }
}
