package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The delivered WAR starts in a real container and answers at the root context. */
@ArquillianTest
class StartupIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive();
    }

    @Test
    void the_application_answers() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RealWar.url() + "/api/events"))
                .build();

        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("missing-channel");
        assertThat(response.headers().firstValue("X-Powered-By")).isEmpty();
        assertThat(response.headers().firstValue("Server")).isEmpty();
    }
}
