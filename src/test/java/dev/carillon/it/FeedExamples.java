package dev.carillon.it;

import dev.carillon.it.OpenApiScenarios.Example;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests about feeds, by the operation's name. */
final class FeedExamples {

    private static final String FEEDS = "/api/admin/feeds";

    private FeedExamples() {}

    /** In this order {@code name} is a feed that is not there yet, is asked for, and is not there any more. */
    static Map<String, List<Example>> answered(String name) {
        List<String> admin = OpenApiScenarios.ADMIN;
        List<String> json = OpenApiScenarios.ADMIN_JSON;
        String one = FEEDS + "/" + name;
        String made =
                "{\"name\":\"" + name + "\",\"kind\":\"clock\",\"running\":false,\"config\":{\"every\":\"PT1H\"}}";
        Map<String, List<Example>> examples = new LinkedHashMap<>();
        examples.put("POST /api/admin/feeds", List.of(new Example(201, FEEDS, made, json)));
        examples.put("GET /api/admin/feeds", List.of(new Example(200, FEEDS, "", admin)));
        examples.put("GET /api/admin/feeds/kinds", List.of(new Example(200, FEEDS + "/kinds", "", admin)));
        examples.put("GET /api/admin/feeds/{name}", List.of(new Example(200, one, "", admin)));
        examples.put(
                "PATCH /api/admin/feeds/{name}",
                List.of(new Example(200, one, "{\"running\":null,\"config\":{\"every\":null}}", json)));
        examples.put("DELETE /api/admin/feeds/{name}", List.of(new Example(204, one, "", admin)));
        return examples;
    }

    static Map<String, List<Example>> refused() {
        List<String> admin = OpenApiScenarios.ADMIN;
        List<String> json = OpenApiScenarios.ADMIN_JSON;
        String none = FEEDS + "/nobody";
        return Map.of(
                "GET /api/admin/feeds", List.of(new Example(400, FEEDS + "?x=1", "", admin)),
                "POST /api/admin/feeds",
                        List.of(
                                new Example(400, FEEDS, "{\"name\":\"x\",\"kind\":\"none\"}", json),
                                new Example(409, FEEDS, "{\"name\":\"demo\",\"kind\":\"clock\"}", json)),
                "GET /api/admin/feeds/{name}", List.of(new Example(404, none, "", admin)),
                "PATCH /api/admin/feeds/{name}", List.of(new Example(404, none, "{}", json)),
                "DELETE /api/admin/feeds/{name}",
                        List.of(new Example(404, none, "", admin), new Example(409, FEEDS + "/demo", "", admin)));
    }
}
