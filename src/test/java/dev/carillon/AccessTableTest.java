package dev.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.carillon.it.access.AccessTable;
import dev.carillon.it.access.AccessTable.Row;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever adds an endpoint says in {@code access/table.txt} who may use it. */
class AccessTableTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.carillon");

    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete");

    @Test
    void every_method_of_every_resource_is_in_the_table() {
        List<String> endpoints = new ArrayList<>();
        for (JavaClass resource : CLASSES) {
            if (resource.isAnnotatedWith(Path.class)) {
                String root = "/api/" + resource.getAnnotationOfType(Path.class).value();
                for (JavaMethod method : resource.getAllMethods()) {
                    method.getAnnotations().stream()
                            .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
                            .forEach(annotation ->
                                    endpoints.add(annotation.getRawType().getSimpleName() + " " + root + path(method)));
                }
            }
        }

        assertThat(endpoints).hasSizeGreaterThan(10);
        assertThat(endpoints).filteredOn(endpoint -> !isInTable(endpoint)).isEmpty();
    }

    @Test
    void every_servlet_is_in_the_table() {
        List<String> paths = new ArrayList<>();
        for (JavaClass servlet : CLASSES) {
            if (servlet.isAnnotatedWith(WebServlet.class)) {
                WebServlet mapping = servlet.getAnnotationOfType(WebServlet.class);
                for (String pattern : mapping.urlPatterns().length > 0 ? mapping.urlPatterns() : mapping.value()) {
                    paths.add(pattern);
                }
            }
        }

        assertThat(paths).isNotEmpty();
        assertThat(paths)
                // Only the container comes there.
                .filteredOn(path -> !path.equals("/error"))
                .filteredOn(path -> !isInTable("GET " + path.replace("/*", "")))
                .isEmpty();
    }

    /** Filters and servlets that are added at the start have no annotation; but whatever answers is in the description of the API. */
    @Test
    void everything_that_the_api_describes_is_in_the_table() throws Exception {
        List<String> operations = new ArrayList<>();
        String document = Files.readString(java.nio.file.Path.of("target/openapi/openapi.json"));
        try (JsonReader reader = Json.createReader(new StringReader(document))) {
            JsonObject paths = reader.readObject().getJsonObject("paths");
            paths.forEach((path, methods) -> methods.asJsonObject().keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        }

        assertThat(operations).hasSizeGreaterThan(20);
        assertThat(operations).filteredOn(operation -> !isInTable(operation)).isEmpty();
    }

    /** It is added at the start, and is a protocol of its own. */
    @Test
    void the_endpoint_of_socket_io_is_in_the_table() {
        assertThat(List.of("GET /socket.io/", "POST /socket.io/")).allMatch(AccessTableTest::isInTable);
    }

    private static String path(JavaMethod method) {
        if (!method.isAnnotatedWith(Path.class)) {
            return "";
        }
        String path = method.getAnnotationOfType(Path.class).value();
        return path.startsWith("/") ? path : "/" + path;
    }

    /** A parameter of a path stands for anything. */
    private static boolean isInTable(String endpoint) {
        String[] parts = endpoint.split(" ", 2);
        String regex = "\\Q" + parts[1].replaceAll("\\{[^}]*}", "\\\\E.+\\\\Q") + "\\E";
        Pattern path = Pattern.compile(regex);
        for (Row row : AccessTable.rows()) {
            if (row.method().equals(parts[0]) && path.matcher(row.resource()).matches()) {
                return true;
            }
        }
        return false;
    }
}
