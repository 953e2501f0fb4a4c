package dev.carillon.api;

import dev.carillon.event.HubException;
import dev.carillon.event.Problem;
import jakarta.json.Json;

/**
 * A problem document (RFC 9457). {@code detail} is for people; {@code rule}, {@code finding} and {@code remedy} are its parts.
 *
 * @param instance the path that was asked for
 */
record ProblemDocument(Problem problem, int status, String instance, Explanation explanation) {

    static final String MEDIA_TYPE = "application/problem+json";
    static final String TYPE_PREFIX = "/problems/";

    /** What holds, what was found instead, and what to do. */
    record Explanation(String rule, String finding, String remedy) {}

    static ProblemDocument of(HubException refusal, int status, String instance) {
        return new ProblemDocument(
                refusal.problem(),
                status,
                instance,
                new Explanation(refusal.rule(), refusal.finding(), refusal.remedy()));
    }

    String toJson() {
        return Json.createObjectBuilder()
                .add("type", TYPE_PREFIX + problem.slug())
                .add("title", problem.title())
                .add("status", status)
                .add("instance", instance)
                .add("detail", explanation.rule + " " + explanation.finding + " " + explanation.remedy)
                .add("rule", explanation.rule)
                .add("finding", explanation.finding)
                .add("remedy", explanation.remedy)
                .build()
                .toString();
    }
}
