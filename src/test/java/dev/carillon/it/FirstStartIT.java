package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.server.TomcatProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A server that nobody has configured: safe, and open to its operator. */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class FirstStartIT {

    private static final Pattern LINK = Pattern.compile("(http://localhost:\\d+/sign-in/)#([\\w-]+)");

    @Test
    void the_operator_comes_in_by_the_link_in_the_log_and_nobody_else_does() throws Exception {
        TomcatProcess.Plan plan = new TomcatProcess.Plan("first-start")
                .startingQuickly()
                .with("carillon.auth.secret", "")
                .with("carillon.anonymous.publish", "demo/**")
                .with("carillon.anonymous.subscribe", "demo/**, clock");
        try (TomcatProcess tomcat = plan.start()) {
            Path key = plan.base().resolve("carillon-data/token.key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            assertThat(status(tomcat.hub().get("/api/session"))).isEqualTo(200);
            assertThat(status(tomcat.hub().get("/api/events?channel=orders/1"))).isEqualTo(401);
            assertThat(status(tomcat.hub().post("/api/events/orders/1", "x"))).isEqualTo(401);
            assertThat(status(tomcat.hub().get("/api/admin/log"))).isEqualTo(401);

            String code = code(tomcat).orElseThrow(() -> new AssertionError("no link in the log"));
            String cookie = signIn(tomcat, code);
            assertThat(status(tomcat.hub().get("/api/admin/log", "Cookie", cookie)))
                    .isEqualTo(200);
            assertThat(status(tomcat.hub()
                            .post("/api/events/orders/1", "x", "Cookie", cookie, "Sec-Fetch-Site", "same-origin")))
                    .isEqualTo(201);

            HttpResponse<String> audit =
                    tomcat.hub().pollRaw("/api/events/admin/audit?from=earliest", "Cookie", cookie);
            assertThat(audit.body()).contains("\"type\":\"sign-in\"").doesNotContain(code);

            HttpResponse<String> again = tomcat.hub().post("/api/session", "{\"code\":\"" + code + "\"}");
            assertThat(status(again)).isEqualTo(401);
            assertThat(again.body()).contains("/problems/invalid-code");

            // There is an administrator now, so a restart prints no other link; and the session outlives it.
            tomcat.kill();
            Files.writeString(plan.base().resolve("logs/console.log"), "");
            tomcat.relaunch();
            tomcat.awaitApplication();
            assertThat(tomcat.log()).contains("Carillon runs at");
            assertThat(code(tomcat)).isEmpty();
            assertThat(status(tomcat.hub().get("/api/admin/log", "Cookie", cookie)))
                    .isEqualTo(200);
        }
    }

    private static String signIn(TomcatProcess tomcat, String code) throws Exception {
        HttpResponse<String> response =
                tomcat.hub().post("/api/session", "{\"code\":\"" + code + "\"}", "Sec-Fetch-Site", "same-origin");
        assertThat(status(response)).as(response.body()).isEqualTo(200);
        assertThat(response.body()).contains("\"admin\":true").doesNotContain("token");
        String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("carillon-session=")
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .doesNotContain("Secure");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static Optional<String> code(TomcatProcess tomcat) {
        Matcher link = LINK.matcher(tomcat.log());
        return link.find() ? Optional.of(link.group(2)) : Optional.empty();
    }

    private static int status(HttpResponse<String> response) {
        return response.statusCode();
    }
}
