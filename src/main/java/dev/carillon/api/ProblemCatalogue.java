package dev.carillon.api;

import dev.carillon.event.Problem;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;

/** Explains problems whenever they happen: what a document's {@code type} points to. */
final class ProblemCatalogue {

    private static final String JSON = "application/json";

    private ProblemCatalogue() {}

    /** All problems. */
    static ProblemAnswer all(ProblemAnswer.Reader reader) {
        if (reader.audience() == Audience.PERSON) {
            return page(reader, reader.page().index());
        }
        JsonArrayBuilder problems = Json.createArrayBuilder();
        for (Problem problem : Problem.values()) {
            problems.add(json(problem));
        }
        return json(Json.createObjectBuilder().add("problems", problems).build());
    }

    /** One problem; empty if there is none of this name. */
    static Optional<ProblemAnswer> one(String slug, ProblemAnswer.Reader reader) {
        return Arrays.stream(Problem.values())
                .filter(problem -> problem.slug().equals(slug))
                .findFirst()
                .map(problem -> reader.audience() == Audience.PERSON
                        ? page(reader, reader.page().explanation(problem))
                        : json(json(problem)));
    }

    private static JsonObject json(Problem problem) {
        ProblemTexts texts = ProblemTexts.in(Language.ENGLISH);
        return Json.createObjectBuilder()
                .add("type", ProblemDocument.TYPE_PREFIX + problem.slug())
                .add("title", problem.title())
                .add("meaning", texts.meaning(problem))
                .add("remedy", texts.remedy(problem))
                .build();
    }

    private static ProblemAnswer json(JsonObject object) {
        return new ProblemAnswer(200, ProblemAnswer.headers(JSON, Language.ENGLISH), object.toString());
    }

    private static ProblemAnswer page(ProblemAnswer.Reader reader, String page) {
        return new ProblemAnswer(200, ProblemAnswer.headers(ProblemPage.MEDIA_TYPE, reader.language()), page);
    }
}
