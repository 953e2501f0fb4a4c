package dev.carillon.security.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an act turned out to be, for example how many connections it has closed. Never a secret. Threading: one thread. */
public final class Findings {

    private final Map<String, Object> values = new LinkedHashMap<>();

    public void put(String name, long value) {
        values.put(name, value);
    }

    public void put(String name, String value) {
        values.put(name, value);
    }

    public Map<String, Object> values() {
        return values;
    }
}
