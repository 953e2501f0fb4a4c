package dev.carillon.admin;

import dev.carillon.api.admin.AdminQuery;
import dev.carillon.api.admin.Administration;
import dev.carillon.api.admin.Answers;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/admin/settings}: what is set, and where. */
@Path("admin/settings")
@Dependent
@Administration
public class SettingsResource {

    private final EffectiveSettings settings;

    @Inject
    public SettingsResource(EffectiveSettings settings) {
        this.settings = settings;
    }

    @GET
    @Operation(summary = "What is set, and where")
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "Limit")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "After")
    @APIResponse(responseCode = "200", description = "One page of settings, by name.", ref = "SettingPage")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    public Response settings(@Context UriInfo uri) {
        AdminQuery query = AdminQuery.of(uri, "limit", "after");
        String after = query.after().orElse("");
        int limit = query.limit();
        List<EffectiveSettings.Setting> rest = settings.settings().stream()
                .filter(setting -> setting.name().compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        JsonArrayBuilder unknown = Json.createArrayBuilder();
        for (EffectiveSettings.Unknown name : settings.unknown()) {
            unknown.add(Json.createObjectBuilder()
                    .add("name", name.name())
                    .add("source", name.source().words()));
        }
        JsonObjectBuilder page =
                Answers.pageDocument(rest, limit, SettingsResource::document, EffectiveSettings.Setting::name);
        return Answers.ok(page.add("unknown", unknown));
    }

    private static JsonObjectBuilder document(EffectiveSettings.Setting setting) {
        return Json.createObjectBuilder()
                .add("name", setting.name())
                .add("value", setting.value())
                .add("source", setting.source().words())
                .add("secret", setting.isSecret());
    }
}
