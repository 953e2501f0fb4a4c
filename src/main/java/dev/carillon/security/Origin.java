package dev.carillon.security;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a connection comes from, as limits count it.
 *
 * @param subject who the caller is; empty if nobody knows
 */
public record Origin(String subject, String address) {

    public static Origin of(HttpServletRequest request) {
        return new Origin(Caller.of(request).subject(), request.getRemoteAddr());
    }
}
