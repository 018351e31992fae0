package io.keycloakspa.articles.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.articles.ApiSlice;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springdoc.webmvc.ui.SwaggerConfig;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@ApiSlice
@ImportAutoConfiguration({
    SpringDocConfiguration.class,
    SpringDocConfigProperties.class,
    SpringDocWebMvcConfiguration.class,
    SwaggerConfig.class,
    SwaggerUiConfigProperties.class,
    SwaggerUiOAuthProperties.class
})
@Import({OpenApiConfiguration.class, SwaggerUiConfiguration.class})
@DisplayName("A page to try the operations")
class SwaggerUiTest {

    private static final String PAGE = "/swagger-ui/index.html";

    @Autowired
    private MockMvcTester mvc;

    @Test
    @DisplayName("is nowhere, nor the description, where the API is deployed")
    void deployed() {
        for (String path : new String[] {PAGE, "/v3/api-docs", "/swagger-ui/swagger-initializer.js"}) {
            assertThat(mvc.get().uri(path)).hasStatus(401).doesNotContainHeader("Set-Cookie");
        }
    }

    @Nested
    @ActiveProfiles("local")
    @DisplayName("on a developer's machine")
    class Local {

        @Test
        @DisplayName("signs in as the app does, by code and PKCE, without a secret")
        void signIn() {
            assertThat(mvc.get().uri(PAGE)).hasStatus(200);
            assertThat(mvc.get().uri("/swagger-ui/swagger-initializer.js"))
                    .hasStatus(200)
                    .bodyText()
                    .contains("\"usePkceWithAuthorizationCodeGrant\":true", "\"clientId\":\"blog-spa\"")
                    .doesNotContain("clientSecret");
            assertThat(mvc.get().uri("/v3/api-docs"))
                    .hasStatus(200)
                    .bodyText()
                    .contains("authorizationCode", "http://localhost:8081/realms/blog/protocol/openid-connect/auth")
                    .doesNotContain("implicit");
        }

        @Test
        @DisplayName("runs under a policy that lets it talk to this API and to the realm, and to nobody else")
        void policy() {
            assertThat(mvc.get().uri(PAGE).exchange().getResponse().getHeader("Content-Security-Policy"))
                    .contains("default-src 'none'", "connect-src 'self' http://localhost:8081/");
        }

        @Test
        @DisplayName("opens no operation")
        void closed() {
            assertThat(mvc.get().uri("/api/articles")).hasStatus(401);
        }
    }
}
