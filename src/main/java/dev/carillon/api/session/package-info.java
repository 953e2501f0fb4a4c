/** Who is signed in: the session's cookie, and tickets for those who can send neither a cookie nor a header. */
@NullMarked
package dev.carillon.api.session;

import org.jspecify.annotations.NullMarked;
