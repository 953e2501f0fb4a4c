package dev.carillon.security.audit;

import dev.carillon.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that an administrator does.
 *
 * @param type what kind of thing, for example {@code mint-token}; the type of its events
 * @param caller who does it
 * @param address from where
 * @param what the details: texts, numbers, truth values, lists of texts. Never a secret
 */
public record Act(String type, Caller caller, String address, Map<String, Object> what) {

    public Act {
        what = Collections.unmodifiableMap(new LinkedHashMap<>(what));
    }

    /** Without details yet. */
    public static Act of(HttpServletRequest request, String type) {
        return new Act(type, Caller.of(request), request.getRemoteAddr(), Map.of());
    }

    /** The same by somebody who has shown only now who he is. */
    public Act by(Caller other) {
        return new Act(type, other, address, what);
    }

    public Act with(String name, String value) {
        return and(name, value);
    }

    public Act with(String name, long value) {
        return and(name, value);
    }

    public Act with(String name, boolean value) {
        return and(name, value);
    }

    public Act with(String name, List<String> values) {
        return and(name, List.copyOf(values));
    }

    private Act and(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(what);
        more.put(name, value);
        return new Act(type, caller, address, more);
    }
}
