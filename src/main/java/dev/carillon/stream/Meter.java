package dev.carillon.stream;

import jakarta.servlet.http.HttpServletResponse;

/** Is told what one stream sends. What it does must return at once. */
public interface Meter {

    /** On the request's thread, when all headers but those of the container are set. */
    void head(HttpServletResponse response);

    /** On the shard's thread: the sink has taken the first {@code length} of the bytes, which never change. Whole frames. */
    void wrote(byte[] bytes, int length);
}
