package dev.carillon.page;

import java.util.Map;
import java.util.Optional;

/**
 * What a file is, by the end of its name. A file of another kind is left to the container.
 *
 * @param isText whether it is worth compressing
 */
record MediaType(String value, boolean isText) {

    private static final Map<String, MediaType> BY_EXTENSION = Map.of(
            "html", new MediaType("text/html;charset=UTF-8", true),
            "css", new MediaType("text/css;charset=UTF-8", true),
            "js", new MediaType("text/javascript;charset=UTF-8", true),
            "json", new MediaType("application/json", true),
            "ts", new MediaType("text/plain;charset=UTF-8", true),
            "svg", new MediaType("image/svg+xml", true),
            "png", new MediaType("image/png", false),
            "woff2", new MediaType("font/woff2", false));

    static Optional<MediaType> of(String path) {
        return Optional.ofNullable(BY_EXTENSION.get(path.substring(path.lastIndexOf('.') + 1)));
    }
}
