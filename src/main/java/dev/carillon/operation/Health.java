package dev.carillon.operation;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was found; up if all of it is. It tells strangers nothing that they could use: no path, no name, no cause. */
record Health(List<Check> checks) {

    /**
     * One thing that was looked at.
     *
     * @param data numbers and words that explain the status
     */
    record Check(String name, boolean up, Map<String, Object> data) {

        Check {
            data = Map.copyOf(data);
        }
    }

    Health {
        checks = List.copyOf(checks);
    }

    boolean isUp() {
        return checks.stream().allMatch(Check::up);
    }

    /** As MicroProfile Health 4.0 writes it. */
    String toJson() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Check check : checks) {
            JsonObjectBuilder data = Json.createObjectBuilder();
            new TreeMap<>(check.data()).forEach((name, value) -> {
                if (value instanceof Number number) {
                    data.add(name, number.longValue());
                } else if (value instanceof Boolean yes) {
                    data.add(name, yes);
                } else {
                    data.add(name, value.toString());
                }
            });
            array.add(Json.createObjectBuilder()
                    .add("name", check.name())
                    .add("status", status(check.up()))
                    .add("data", data));
        }
        return Json.createObjectBuilder()
                .add("status", status(isUp()))
                .add("checks", array)
                .build()
                .toString();
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
