package dev.carillon.api.admin;

import dev.carillon.event.Selector;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Documents for administrators. */
public final class Answers {

    private Answers() {}

    public static Response ok(JsonObjectBuilder document) {
        return answer(Response.Status.OK, document);
    }

    public static Response created(JsonObjectBuilder document) {
        return answer(Response.Status.CREATED, document);
    }

    /** There is nothing to say. */
    public static Response done() {
        return Response.noContent().build();
    }

    public static Response answer(Response.Status status, JsonObjectBuilder document) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(document.build().toString())
                .build();
    }

    /** One page of a list; {@code next} is what the next request sends as {@code after}. */
    public static <T> Response page(List<T> items, Function<T, JsonObjectBuilder> document, Optional<String> next) {
        return ok(pageDocument(items, document, next));
    }

    public static <T> JsonObjectBuilder pageDocument(
            List<T> items, Function<T, JsonObjectBuilder> document, Optional<String> next) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        items.forEach(item -> array.add(document.apply(item)));
        JsonObjectBuilder page = Json.createObjectBuilder().add("items", array);
        return next.map(place -> page.add("next", place)).orElseGet(() -> page.addNull("next"));
    }

    /** Of a list that was read with one item more than the page has. */
    public static <T> JsonObjectBuilder pageDocument(
            List<T> items, int limit, Function<T, JsonObjectBuilder> document, Function<T, String> place) {
        if (items.size() <= limit) {
            return pageDocument(items, document, Optional.empty());
        }
        return pageDocument(items.subList(0, limit), document, Optional.of(place.apply(items.get(limit - 1))));
    }

    /** In the order of the alphabet. */
    public static List<String> names(Collection<Selector> selectors) {
        return selectors.stream().map(Selector::value).sorted().toList();
    }

    public static JsonArrayBuilder array(Collection<Selector> selectors) {
        return Json.createArrayBuilder(names(selectors));
    }
}
