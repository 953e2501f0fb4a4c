package dev.carillon.security;

/** How a request says who calls. */
public enum Credential {
    /** It does not. */
    NONE,
    /** A token in {@code Authorization: Bearer}. Pages of other sites cannot make a browser send one. */
    BEARER,
    /** The session's cookie, which a browser sends whichever page asks. */
    COOKIE,
    /** A ticket in the query: opens one stream. */
    TICKET
}
