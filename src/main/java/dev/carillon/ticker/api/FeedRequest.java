package dev.carillon.ticker.api;

import dev.carillon.api.admin.AdminBody;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.run.FeedChange;
import dev.carillon.ticker.feed.run.FeedDefinition;
import dev.carillon.ticker.feed.run.FeedName;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** What administrators send about feeds. */
final class FeedRequest {

    private FeedRequest() {}

    static FeedDefinition definition(AdminBody body) {
        return new FeedDefinition(
                new FeedName(body.requiredText("name")),
                body.requiredText("kind"),
                !body.has("running") || body.isTrue("running"),
                config(body));
    }

    static FeedChange change(AdminBody body) {
        return new FeedChange(body.has("running") ? Boolean.valueOf(body.isTrue("running")) : null, config(body));
    }

    private static JsonObject config(AdminBody body) {
        JsonValue config = body.value("config").orElse(JsonValue.EMPTY_JSON_OBJECT);
        if (config instanceof JsonObject object) {
            return object;
        }
        throw FeedConfig.refusal("\"config\" is an object.", "This request has something else.", "Send {…}.");
    }
}
