package dev.carillon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.carillon.api.admin.Administration;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;

/** What each package may use. A package that does not exist yet breaks no rule; a new one must be entered here first. */
@AnalyzeClasses(packages = "dev.carillon", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<String> FEATURES = List.of("clock", "chat", "ticker", "admin");

    /** The JDK's core, and annotations that mean nothing at run time. */
    private static final String[] EVERYWHERE = {"java..", "org.jspecify..", "com.google.errorprone.annotations.."};

    private static final String[] TOMCAT = {"org.apache.catalina..", "org.apache.coyote..", "org.apache.tomcat.."};

    @ArchTest
    static final ArchRule every_package_is_known = classes()
            .should()
            .resideInAnyPackage(ours(
                    "event",
                    "log",
                    "sqlite",
                    "hub",
                    "stream",
                    "security",
                    "page",
                    "api",
                    "engineio",
                    "socketio",
                    "clock",
                    "chat",
                    "ticker",
                    "admin",
                    "operation",
                    "boot"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule event_uses_only_java = mayUse("event", ours());

    @ArchTest
    static final ArchRule log_uses_event =
            mayUse("log", ours("event"), "org.sqlite..", "org.flywaydb..", "javax.sql..");

    @ArchTest
    static final ArchRule sqlite_uses_event = mayUse("sqlite", ours("event"), "org.sqlite..");

    @ArchTest
    static final ArchRule only_the_log_and_what_features_keep_know_sqlite = noClasses()
            .that()
            .resideOutsideOfPackages(ours("log.sqlite", "sqlite", "chat.archive", "ticker.store", "socketio.recovery"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_log_sqlite_knows_flyway = noClasses()
            .that()
            .resideOutsideOfPackage("dev.carillon.log.sqlite..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.flywaydb..")
            .allowEmptyShould(true);

    /** Of the chat it knows only itself: the rest of the chat uses it. */
    @ArchTest
    static final ArchRule chat_archive_uses_event = mayUse("chat.archive", ours("event", "sqlite"), "org.sqlite..");

    @ArchTest
    static final ArchRule ticker_model_uses_event = mayUse("ticker.model", ours("event"));

    @ArchTest
    static final ArchRule ticker_candle_uses_the_model = mayUse("ticker.candle", ours("ticker.model"));

    @ArchTest
    static final ArchRule ticker_store_uses_candles_and_sqlite =
            mayUse("ticker.store", ours("event", "sqlite", "ticker.model", "ticker.candle"));

    @ArchTest
    static final ArchRule only_ticker_feed_upstream_knows_the_http_client = noClasses()
            .that()
            .resideOutsideOfPackage("dev.carillon.ticker.feed.upstream..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule hub_uses_event_and_log = mayUse("hub", ours("event", "log"), "org.jctools..");

    @ArchTest
    static final ArchRule stream_uses_the_hub_and_servlets = mayUse(
            "stream",
            ours("event", "log", "hub"),
            "jakarta.servlet..",
            "jakarta.json..",
            "javax.management..",
            "javax.net.ssl..",
            "org.apache.catalina..",
            "org.apache.coyote..",
            "org.apache.tomcat..",
            "org.glassfish.grizzly..");

    @ArchTest
    static final ArchRule security_uses_event_and_jakarta = mayUse(
            "security",
            ours("event"),
            "jakarta..",
            "com.nimbusds..",
            "com.github.benmanes.caffeine..",
            "io.github.bucket4j..",
            "inet.ipaddr..");

    @ArchTest
    static final ArchRule only_security_token_knows_nimbus = noClasses()
            .that()
            .resideOutsideOfPackage("dev.carillon.security.token..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule page_uses_servlets = mayUse("page", ours(), "jakarta.servlet..");

    @ArchTest
    static final ArchRule api_uses_no_feature =
            mustNotUse("api", "engineio", "socketio", "clock", "chat", "ticker", "admin", "boot");

    @ArchTest
    static final ArchRule engineio_uses_no_feature =
            mustNotUse("engineio", "socketio", "clock", "chat", "ticker", "admin", "operation", "boot");

    @ArchTest
    static final ArchRule socketio_uses_no_feature =
            mustNotUse("socketio", "clock", "chat", "ticker", "admin", "operation", "boot");

    @ArchTest
    static final ArchRule operation_uses_no_feature =
            mustNotUse("operation", "clock", "chat", "ticker", "admin", "boot");

    @ArchTest
    static final ArchRule only_operation_knows_metrics = noClasses()
            .that()
            .resideOutsideOfPackages("dev.carillon.operation..", "dev.carillon.boot..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule chat_text_uses_event_and_icu = mayUse("chat.text", ours("event"), "com.ibm.icu..");

    @ArchTest
    static final ArchRule only_chat_text_knows_icu = noClasses()
            .that()
            .resideOutsideOfPackage("dev.carillon.chat.text..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.ibm.icu..")
            .allowEmptyShould(true);

    @ArchTest
    static void features_never_see_each_other(JavaClasses classes) {
        for (String feature : FEATURES) {
            String[] others = FEATURES.stream().filter(f -> !f.equals(feature)).toArray(String[]::new);
            mustNotUse(feature, others).check(classes);
        }
    }

    /** Whatever stands below /api/admin asks who calls. */
    @ArchTest
    static final ArchRule every_resource_of_the_administration_is_bound_to_its_filter = classes()
            .that()
            .resideInAPackage("dev.carillon.admin..")
            .and()
            .areAnnotatedWith(Path.class)
            .should()
            .beAnnotatedWith(Administration.class);

    @ArchTest
    static void nobody_else_has_a_path_of_the_administration(JavaClasses classes) {
        List<String> strangers = classes.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .filter(type -> type.getAnnotationOfType(Path.class).value().matches("/*admin(/.*)?"))
                .filter(type -> !type.isAnnotatedWith(Administration.class))
                .map(JavaClass::getName)
                .toList();
        assertThat(strangers).isEmpty();
    }

    @ArchTest
    static final ArchRule only_boot_knows_all = noClasses()
            .that()
            .resideOutsideOfPackage("dev.carillon.boot..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.carillon.boot..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_stream_tomcat_and_engineio_tomcat_know_tomcat = noClasses()
            .that()
            .resideOutsideOfPackages("dev.carillon.stream.tomcat..", "dev.carillon.engineio.tomcat..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TOMCAT)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_engineio_websocket_knows_jakarta_websocket = noClasses()
            .that()
            .resideOutsideOfPackage("dev.carillon.engineio.websocket..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.websocket..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_stream_grizzly_knows_grizzly = noClasses()
            .that()
            .resideOutsideOfPackage("dev.carillon.stream.grizzly..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.glassfish.grizzly..")
            .allowEmptyShould(true);

    /** Another container does not have these classes, so what needs them is named in one place. */
    @ArchTest
    static final ArchRule only_stream_knows_stream_tomcat_and_stream_grizzly = noClasses()
            .that()
            .resideOutsideOfPackages("dev.carillon.stream..", "dev.carillon.engineio.tomcat..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.carillon.stream.tomcat..", "dev.carillon.stream.grizzly..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobody_knows_the_ways_to_make_a_websocket = noClasses()
            .that()
            .resideOutsideOfPackages("dev.carillon.engineio.tomcat..", "dev.carillon.engineio.websocket..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.carillon.engineio.tomcat..", "dev.carillon.engineio.websocket..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("dev.carillon.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    private static ArchRule mayUse(String name, String[] ours, String... others) {
        String[] allowed = Stream.of(EVERYWHERE, ours(name), ours, others)
                .flatMap(Stream::of)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage("dev.carillon." + name + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .allowEmptyShould(true);
    }

    private static ArchRule mustNotUse(String name, String... forbidden) {
        return noClasses()
                .that()
                .resideInAPackage("dev.carillon." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ours(forbidden))
                .allowEmptyShould(true);
    }

    private static String[] ours(String... names) {
        return Stream.of(names).map(name -> "dev.carillon." + name + "..").toArray(String[]::new);
    }
}
