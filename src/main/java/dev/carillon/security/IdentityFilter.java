package dev.carillon.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells everything behind it who calls: {@link Caller#of}. */
public final class IdentityFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient Caller anonymous;

    /** {@code anonymous} is what a caller may do who does not say who he is. */
    public IdentityFilter(Grants anonymous) {
        this.anonymous = Caller.anonymous(anonymous);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        anonymous.attachTo(request);
        chain.doFilter(request, response);
    }
}
