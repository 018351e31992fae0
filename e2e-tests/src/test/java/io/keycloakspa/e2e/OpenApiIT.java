package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("GET /realms/{realm}/spa/v1/openapi.json")
class OpenApiIT {

    private static final String PATH = "/openapi.json";

    private JsonHttp spa = new JsonHttp(URI.create("about:blank"));
    private String base = "";
    private String origin = "";

    @BeforeEach
    void addresses(TestEnvironment environment) {
        base = environment.issuer() + "/spa/v1";
        origin = environment.webUrl().toString();
        spa = new JsonHttp(URI.create(base));
    }

    @Test
    @DisplayName("C-02: serves the document with this realm's address and the codes")
    void serves() throws Exception {
        Answer answer = spa.get(PATH);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.header("set-cookie")).isEmpty();
        assertThat(answer.body().path("openapi").asString()).startsWith("3.1.");
        assertThat(answer.body().at("/servers/0/url").asString()).isEqualTo(base);
        assertThat(answer.body().at("/components/schemas/ProblemCode/enum").valueStream())
                .isNotEmpty();
    }

    @Test
    @DisplayName("answers 304 while nothing changed, and HEAD as GET without the body")
    void notModified() throws Exception {
        Answer head = spa.send("HEAD", PATH, "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("etag")).isNotBlank().isEqualTo(spa.get(PATH).header("etag"));
        assertThat(spa.get(PATH, "If-None-Match", head.header("etag")).status()).isEqualTo(304);
    }

    @Test
    @DisplayName("C-03: is readable from an app's origin, and refused to a foreign one")
    void origins() throws Exception {
        Answer own = spa.get(PATH, "Origin", origin);
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.header("access-control-allow-origin")).isEqualTo(origin);
        assertThat(own.header("access-control-allow-credentials")).isNotEqualTo("true");
        Answer foreign = spa.get(PATH, "Origin", "https://evil.example");
        assertThat(foreign.code()).isEqualTo("origin_not_allowed");
        assertThat(foreign.header("access-control-allow-origin")).isEmpty();
    }

    @Test
    @DisplayName("refuses other methods and types with a problem")
    void refusals() throws Exception {
        assertThat(spa.send("POST", PATH, "{}").code()).isEqualTo("method_not_allowed");
        assertThat(spa.get(PATH, "Accept", "text/html").code()).isEqualTo("not_acceptable");
    }
}
