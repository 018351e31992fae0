package io.keycloakspa.articles.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.articles.ApiSlice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ApiSlice
@ImportAutoConfiguration({
    SpringDocConfiguration.class,
    SpringDocConfigProperties.class,
    SpringDocWebMvcConfiguration.class
})
@Import({OpenApiTest.Open.class, OpenApiConfiguration.class})
@TestPropertySource(properties = "springdoc.api-docs.enabled=true")
@DisplayName("The description of the API")
class OpenApiTest {

    private static final Path DESCRIPTION = Path.of("openapi.json");

    /** What clients were told last; replaced by a release, and by nothing else. */
    private static final Path RELEASED = Path.of("src/test/resources/openapi-released.json");

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Autowired
    private MockMvcTester mvc;

    @Test
    @DisplayName("in the repository is the one that the code makes")
    void checkedIn() throws IOException {
        String made =
                sorted(mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsString());
        Files.writeString(Path.of("target/openapi.json"), made);

        assertThat(made)
                .as("If the change is meant: cp articles-api/target/openapi.json articles-api/openapi.json")
                .isEqualTo(Files.readString(DESCRIPTION));
    }

    @Test
    @DisplayName("is OpenAPI 3.1 and has each operation")
    void version() throws IOException {
        assertThat(JSON.readTree(Files.readString(DESCRIPTION)).path("openapi").asString())
                .startsWith("3.1.");
        assertThat(Files.readString(DESCRIPTION))
                .contains(
                        "createArticle",
                        "listArticles",
                        "readArticle",
                        "replaceArticle",
                        "changeArticle",
                        "deleteArticle");
    }

    @Test
    @DisplayName("breaks nothing that clients of the released one rely on")
    void compatible() throws IOException {
        assertThat(BreakingChanges.between(read(RELEASED), read(DESCRIPTION)))
                .as("What clients of " + RELEASED + " rely on")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            an operation is gone          | /paths/~1api~1articles~1{id}                    | patch    | remove
            a path is gone                | /paths                                          | /api/articles/{id} | remove
            an answer lacks a member      | /components/schemas/ArticleResponse/properties  | title    | remove
            a member has another type     | /components/schemas/ArticleResponse/properties/title | type | "integer"
            a list has other items        | /components/schemas/ArticleSummary/properties/id | format  | "int64"
            an answer has a new value     | /components/schemas/ArticleResponse/properties/status | enum | ["draft","published","gone"]
            a new member is required      | /components/schemas/ArticleRequest              | required | ["content","status","title","x"]
            a member is not taken any more | /components/schemas/ArticleRequest/properties  | content  | remove
            a value is not taken any more | /components/schemas/ArticleRequest/properties/status | enum | ["draft"]
            less is taken                 | /components/schemas/ArticleRequest/properties/title | maxLength | 100
            more must be sent             | /components/schemas/ArticlePatch/properties/title | minLength | 2
            a parameter is required       | /paths/~1api~1articles/get/parameters/0         | required | true
            a parameter is gone           | /paths/~1api~1articles/get/parameters/1         | name     | "size"
            a parameter takes less        | /paths/~1api~1articles/get/parameters/1/schema  | maximum  | 50
            a success has another status  | /paths/~1api~1articles/post/responses           | 201      | remove
            a header is gone              | /paths/~1api~1articles~1{id}/get/responses/200/headers | ETag | remove
            a refusal is gone             | /components/schemas/Problem/properties          | code     | remove
            another media type is asked for | /paths/~1api~1articles/post/requestBody/content | application/json | remove
            """)
    @DisplayName("would be stopped if")
    void gate(String change, String parent, String member, String value) throws IOException {
        JsonNode changed = read(RELEASED);
        ObjectNode place = (ObjectNode) changed.at(parent);
        if (value.equals("remove")) {
            assertThat(place.remove(member)).as(member).isNotNull();
        } else {
            place.set(member, JSON.readTree(value));
        }

        assertThat(BreakingChanges.between(read(RELEASED), changed)).as(change).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            an answer has a new member    | /components/schemas/ArticleResponse/properties  | words    | {"type":"integer"}
            a new member may be sent      | /components/schemas/ArticleRequest/properties   | words    | {"type":"integer"}
            less must be sent             | /components/schemas/ArticleRequest              | required | ["title"]
            more is taken                 | /components/schemas/ArticleRequest/properties/title | maxLength | 300
            a new operation               | /paths                                          | /api/x   | {"get":{"responses":{}}}
            """)
    @DisplayName("would not be stopped if")
    void growth(String change, String parent, String member, String value) throws IOException {
        JsonNode changed = read(RELEASED);
        ((ObjectNode) changed.at(parent)).set(member, JSON.readTree(value));

        assertThat(BreakingChanges.between(read(RELEASED), changed)).as(change).isEmpty();
    }

    /** One form for what is the same, because the generator's order depends on what ran before in its JVM. */
    private static String sorted(String description) {
        return SORTED.writeValueAsString(SORTED.readValue(description, Map.class)) + "\n";
    }

    private static JsonNode read(Path description) throws IOException {
        return JSON.readTree(Files.readString(description));
    }

    /** Shows the description, which is shown nowhere but on a developer's machine. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Open {

        @Bean
        @Order(0)
        SecurityFilterChain description(HttpSecurity http) throws Exception {
            return http.securityMatcher("/v3/**")
                    .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                    .build();
        }
    }
}
