package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.carillon.clock.ClockAlias;
import dev.carillon.engineio.EngineServlet;
import dev.carillon.engineio.PostFilter;
import dev.carillon.event.Problem;
import dev.carillon.it.client.OpenApi;
import dev.carillon.operation.HealthServlet;
import dev.carillon.operation.MetricsServlet;
import dev.carillon.page.StaticFilesFilter;
import dev.carillon.security.CorsFilter;
import dev.carillon.security.ForwardedFilter;
import dev.carillon.security.IdentityFilter;
import dev.carillon.security.SecurityHeadersFilter;
import dev.carillon.stream.StreamFilter;
import dev.carillon.ticker.api.QuotePollFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code openapi.json} as the build has made it. A resource, a servlet or a filter that is not described fails here, and so does a
 * description of what is not there.
 */
class OpenApiDocumentTest {

    /** What no resource of JAX-RS answers, and who does. */
    private static final Map<String, Class<?>> BY_HAND = Map.of(
            "POST /api/events", PublishFilter.class,
            "POST /api/events/{channel}", PublishFilter.class,
            "GET /sse", ClockAlias.class,
            "GET /health/live", HealthServlet.class,
            "GET /health/ready", HealthServlet.class,
            "GET /metrics", MetricsServlet.class,
            "GET /problems/", ProblemsServlet.class,
            "GET /problems/{slug}", ProblemsServlet.class);

    /** Filters and servlets that have no address of their own, or speak a protocol that others have described. */
    private static final Set<Class<?>> BEHIND_OTHERS = Set.of(
            EngineServlet.class,
            PostFilter.class,
            QuotePollFilter.class,
            ClientGoneFilter.class,
            HeadFilter.class,
            BodyFilter.class,
            CorsFilter.class,
            ErrorServlet.class,
            ForwardedFilter.class,
            IdentityFilter.class,
            RefusalFilter.class,
            SecurityHeadersFilter.class,
            StaticFilesFilter.class,
            StreamFilter.class);

    /** A file of the WAR. */
    private static final String ITSELF = "GET /openapi.json";

    private static final Pattern SLUG = Pattern.compile("`([a-z-]+)`");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.carillon");

    private final OpenApi api = new OpenApi(read());

    @Test
    void it_is_openapi_3_1() {
        JsonNode document = api.document();

        assertThat(document.path("openapi").asText()).startsWith("3.1.");
        assertThat(document.at("/info/title").asText()).isNotEmpty();
        assertThat(document.at("/info/version").asText()).isNotEmpty();
        assertThat(api.danglingReferences()).isEmpty();
        assertThat(api.complaintsAboutSchemas()).isEmpty();
        assertThat(api.operations())
                .extracting(operation -> operation.node().path("operationId").asText())
                .doesNotHaveDuplicates()
                .doesNotContain("");
        Set<String> tags = new HashSet<>();
        document.path("tags").forEach(tag -> tags.add(tag.path("name").asText()));
        for (OpenApi.Operation operation : api.operations()) {
            assertThat(operation.path()).startsWith("/");
            assertThat(operation.node().path("tags")).as(operation.name()).hasSize(1);
            assertThat(tags).contains(operation.node().path("tags").get(0).asText());
        }
    }

    @Test
    void every_operation_says_what_it_does_and_what_it_takes() {
        for (OpenApi.Operation operation : api.operations()) {
            String name = operation.name();
            assertThat(operation.node().path("summary").asText()).as(name).hasSizeGreaterThan(5);
            Set<String> inPath = new HashSet<>();
            Set<String> seen = new HashSet<>();
            api.parameters(operation).forEach(parameter -> {
                String parameterName = parameter.path("name").asText();
                String in = parameter.path("in").asText();
                assertThat(in).as(name + " " + parameterName).isIn("path", "query", "header", "cookie");
                assertThat(seen.add(in + parameterName))
                        .as(name + " has " + parameterName + " twice")
                        .isTrue();
                assertThat(parameter.path("description").asText())
                        .as(name + " " + parameterName)
                        .isNotEmpty();
                assertThat(parameter.has("schema"))
                        .as(name + " " + parameterName)
                        .isTrue();
                if (in.equals("path")) {
                    assertThat(parameter.path("required").asBoolean()).as(name).isTrue();
                    inPath.add(parameterName);
                }
            });
            assertThat(inPath).as(name).isEqualTo(parametersOf(operation.path()));
        }
    }

    @Test
    void every_answer_says_what_it_means_and_every_refusal_names_its_problems() {
        for (OpenApi.Operation operation : api.operations()) {
            JsonNode responses = operation.node().path("responses");
            assertThat(responses.properties()).as(operation.name()).isNotEmpty();
            responses.properties().forEach(response -> {
                String name = operation.name() + " " + response.getKey();
                JsonNode answer = api.resolve(response.getValue());
                String description = answer.path("description").asText();
                assertThat(description).as(name).isNotEmpty();
                if (response.getKey().startsWith("4")
                        || answer.at("/content/application~1problem+json").isObject()) {
                    assertThat(slugs(description))
                            .as(name)
                            .isNotEmpty()
                            .allSatisfy(slug -> assertThat(ProblemDocument.statusOf(problem(slug)))
                                    .as(name + " " + slug)
                                    .isEqualTo(Integer.parseInt(response.getKey())));
                    assertThat(answer.at("/content/application~1problem+json/schema/$ref")
                                    .asText())
                            .as(name)
                            .isEqualTo("#/components/schemas/Problem");
                }
            });
        }
    }

    @Test
    void every_body_has_a_schema() {
        for (OpenApi.Operation operation : api.operations()) {
            JsonNode body = operation.node().path("requestBody");
            if (!body.isMissingNode()) {
                assertHasSchema(operation.name() + " takes", api.resolve(body));
            }
            operation.node().path("responses").properties().forEach(response -> {
                boolean bodiless = Set.of("204", "304").contains(response.getKey())
                        || operation.method().equals("HEAD");
                if (!bodiless) {
                    assertHasSchema(operation.name() + " " + response.getKey(), api.resolve(response.getValue()));
                }
            });
        }
    }

    @Test
    void administration_is_for_nobody_who_does_not_say_who_he_is() {
        assertThat(api.operations())
                .filteredOn(operation -> operation.path().startsWith("/api/admin/"))
                .isNotEmpty()
                .allSatisfy(operation -> {
                    JsonNode security = operation.node().path("security");
                    assertThat(security)
                            .as(operation.name())
                            .isNotEmpty()
                            .allSatisfy(scheme -> assertThat(scheme).isNotEmpty());
                    assertThat(operation.node().path("responses").has("401")).isTrue();
                    assertThat(operation.node().path("responses").has("403")).isTrue();
                });
    }

    /** The build drops what it takes for a second parameter without a name, and describes an answer as "OK". */
    @Test
    void what_is_shared_is_used_and_nothing_is_described_by_the_build() {
        Set<String> unused = new TreeSet<>();
        Set<String> used = new HashSet<>();
        OpenApi.walk("", api.document(), (pointer, node) -> {
            used.add(node.path("$ref").asText());
            assertThat(node.path("description").asText()).as(pointer).isNotEqualTo("OK");
        });
        api.document()
                .path("components")
                .properties()
                .forEach(kind -> kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> unused.add("#/components/" + kind.getKey() + "/" + name)));
        unused.removeAll(used);
        unused.removeIf(place -> place.startsWith("#/components/securitySchemes/"));

        assertThat(unused).isEmpty();
    }

    @Test
    void every_problem_is_named_somewhere() {
        Set<String> named = slugs(api.document().toString());

        assertThat(named)
                .containsAll(Stream.of(Problem.values()).map(Problem::slug).toList());
    }

    @Test
    void what_is_there_is_described_and_what_is_described_is_there() {
        Set<String> there = new TreeSet<>(BY_HAND.keySet());
        there.add(ITSELF);
        there.addAll(resourceMethods());

        assertThat(api.operations()).extracting(OpenApi.Operation::name).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void every_filter_and_servlet_is_known_here() {
        Set<Class<?>> known = new HashSet<>(BEHIND_OTHERS);
        known.addAll(BY_HAND.values());

        Set<Class<?>> found = CLASSES.stream()
                .filter(type -> type.isAssignableTo(Filter.class) || type.isAssignableTo(Servlet.class))
                .map(type -> type.reflect())
                .collect(Collectors.toSet());

        assertThat(found).isEqualTo(known);
    }

    private static void assertHasSchema(String what, JsonNode body) {
        assertThat(body.path("content").properties())
                .as(what)
                .isNotEmpty()
                .allSatisfy(content ->
                        assertThat(content.getValue().path("schema")).as(what).isNotEmpty());
    }

    private static Set<String> resourceMethods() {
        Set<String> methods = new TreeSet<>();
        CLASSES.stream().filter(type -> type.isAnnotatedWith(Path.class)).forEach(type -> {
            Class<?> resource = type.reflect();
            for (Method method : resource.getMethods()) {
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (http != null) {
                        methods.add(http.value() + " " + pathOf(resource, method));
                    }
                }
            }
        });
        return methods;
    }

    private static String pathOf(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        String path = "/api/" + resource.getAnnotation(Path.class).value() + (below == null ? "" : "/" + below.value());
        return path.replaceAll("//+", "/").replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}");
    }

    private static Set<String> parametersOf(String path) {
        return all(PARAMETER, path);
    }

    private static Set<String> slugs(String text) {
        return all(SLUG, text);
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new HashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Problem problem(String slug) {
        return Stream.of(Problem.values())
                .filter(problem -> problem.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no problem " + slug));
    }

    private static String read() {
        try {
            return Files.readString(java.nio.file.Path.of("target/openapi/openapi.json"));
        } catch (IOException e) {
            throw new AssertionError("run it with mvn, which makes the document", e);
        }
    }
}
