package dev.carillon.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;

/** A secret that the browser keeps: no page can read it, and no other site's request carries it but a top-level navigation. */
public record BrowserCookie(String name) {

    public Optional<String> of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** Has the browser keep the value for so long. */
    public void set(HttpServletRequest request, HttpServletResponse response, String value, Duration lifetime) {
        add(request, response, value, (int) Math.min(lifetime.toSeconds(), Integer.MAX_VALUE));
    }

    /** Has the browser forget it. */
    public void clear(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, "", 0);
    }

    private void add(HttpServletRequest request, HttpServletResponse response, String value, int maxAgeSeconds) {
        Cookie cookie = new Cookie(name, value);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setPath(request.getContextPath() + "/");
        cookie.setMaxAge(maxAgeSeconds);
        response.addCookie(cookie);
    }
}
