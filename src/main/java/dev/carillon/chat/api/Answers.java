package dev.carillon.chat.api;

import dev.carillon.chat.RoomDocuments;
import dev.carillon.chat.state.ChatJson;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The documents that the chat answers with. They say who may do what, so nobody keeps them. */
final class Answers {

    private Answers() {}

    static Response ok(JsonObjectBuilder document) {
        return answer(Response.ok(), document);
    }

    static Response created(String location, JsonObjectBuilder document) {
        return answer(Response.status(Response.Status.CREATED).header(HttpHeaders.LOCATION, location), document);
    }

    static Response nothing() {
        return Response.noContent().build();
    }

    /** A page of a list; {@code place} is what the next request names, null if there is nothing more. */
    static <T> Response page(
            String name, List<T> items, Function<T, JsonObjectBuilder> document, String next, @Nullable String place) {
        JsonObjectBuilder json = ChatJson.object().add(name, RoomDocuments.array(items, document));
        return ok(ChatJson.text(json, next, place));
    }

    private static Response answer(Response.ResponseBuilder response, JsonObjectBuilder document) {
        return response.type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(document.build().toString())
                .build();
    }
}
