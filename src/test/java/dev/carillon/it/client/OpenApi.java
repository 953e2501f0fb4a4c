package dev.carillon.it.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** An OpenAPI 3.1 document: its operations, and what its schemas say of a body. */
public final class OpenApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");
    private static final String LOCATION = "urn:carillon:openapi";

    private final JsonNode document;
    private final JsonSchemaFactory schemas;

    /**
     * One method of one path.
     *
     * @param pointer where it stands in the document (RFC 6901)
     */
    public record Operation(String method, String path, JsonNode node, String pointer) {

        /** As {@code GET /api/events}. */
        public String name() {
            return method + " " + path;
        }
    }

    public OpenApi(String text) {
        this.document = json(text);
        this.schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, text))));
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    public JsonNode document() {
        return document;
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue(),
                                "/paths/" + escape(path.getKey()) + "/" + method.getKey()));
                    }
                }));
        return operations;
    }

    /** What an operation takes, of its own and of its path. */
    public List<JsonNode> parameters(Operation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        document.get("paths").get(operation.path()).path("parameters").forEach(node -> parameters.add(resolve(node)));
        operation.node().path("parameters").forEach(node -> parameters.add(resolve(node)));
        return parameters;
    }

    /** What a reference points to, and what is no reference itself. */
    public JsonNode resolve(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : document.at(reference.asText().substring(1));
    }

    /** The answer with a status that an operation documents. */
    public Optional<JsonNode> response(Operation operation, int status) {
        return Optional.ofNullable(operation.node().path("responses").get(Integer.toString(status)))
                .map(this::resolve);
    }

    /** What is wrong with a body of a type, by the schema of the answer; empty if nothing is. */
    public List<String> complaints(Operation operation, int status, String mediaType, String body) {
        String answer = operation.pointer() + "/responses/" + status;
        JsonNode reference = document.at(answer).get("$ref");
        String at = reference == null ? answer : reference.asText().substring(1);
        String pointer = at + "/content/" + escape(mediaType) + "/schema";
        if (document.at(pointer).isMissingNode()) {
            return List.of(operation.name() + " " + status + " does not document " + mediaType);
        }
        return complaints(pointer, mediaType.contains("json") ? json(body) : JSON.valueToTree(body));
    }

    /** What is wrong with a value, by the schema at a place of the document. */
    public List<String> complaints(String pointer, JsonNode value) {
        return schemas.getSchema(SchemaLocation.of(LOCATION + "#" + pointer)).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** What is wrong with the schemas themselves. */
    public List<String> complaintsAboutSchemas() {
        var dialect = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        List<String> complaints = new ArrayList<>();
        walk("", document, (pointer, node) -> {
            boolean schema = pointer.endsWith("/schema") || pointer.matches("/components/schemas/[^/]+");
            if (schema) {
                dialect.validate(node).forEach(message -> complaints.add(pointer + ": " + message.getMessage()));
            }
        });
        return complaints;
    }

    /** References that lead nowhere. */
    public Set<String> danglingReferences() {
        List<String> dangling = new ArrayList<>();
        walk("", document, (pointer, node) -> {
            JsonNode reference = node.get("$ref");
            if (reference != null
                    && (!reference.asText().startsWith("#/")
                            || document.at(reference.asText().substring(1)).isMissingNode())) {
                dangling.add(pointer + " -> " + reference.asText());
            }
        });
        return dangling.stream().collect(Collectors.toSet());
    }

    /** Visits every value with its place. */
    public static void walk(String pointer, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, node);
        node.properties().forEach(field -> walk(pointer + "/" + escape(field.getKey()), field.getValue(), visitor));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(pointer + "/" + i, node.get(i), visitor);
        }
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
