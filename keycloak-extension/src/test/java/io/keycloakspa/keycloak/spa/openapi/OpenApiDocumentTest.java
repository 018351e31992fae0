package io.keycloakspa.keycloak.spa.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keycloakspa.keycloak.password.PasswordRules;
import io.keycloakspa.keycloak.spa.SpaResource;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The OpenAPI document")
class OpenApiDocumentTest {

    private static final String ISSUER = "https://auth.example.org/realms/blog";

    private final JsonNode document = read(ISSUER);

    @Test
    @DisplayName("names the realm's address as its server, and has an entity tag of its own for each realm")
    void servers() {
        assertThat(document.at("/servers/0/url").asText()).isEqualTo(ISSUER + "/spa/v1");
        assertThat(document.get("servers")).hasSize(1);
        assertThat(OpenApiDocument.of(ISSUER).etag())
                .isEqualTo(OpenApiDocument.of(ISSUER).etag())
                .isNotEqualTo(OpenApiDocument.of(ISSUER + "2").etag());
    }

    @Test
    @DisplayName("has every path and method of the server, and no other")
    void routes() {
        Set<String> served = new TreeSet<>();
        for (Method method : SpaResource.class.getDeclaredMethods()) {
            Path path = method.getAnnotation(Path.class);
            if (path != null && !path.value().contains(":")) {
                verbs(method)
                        // A GET's twin: the document says once that each GET has it.
                        .filter(verb -> !verb.equals("HEAD"))
                        .forEach(verb -> served.add(verb + " " + path.value().replaceFirst("^v1", "")));
            }
        }
        assertThat(served).isNotEmpty();
        assertThat(operations()).isEqualTo(served);
    }

    @Test
    @DisplayName("has every problem code, each in an answer, and no other (C-02)")
    void problemCodes() {
        List<String> listed = texts(document.at("/components/schemas/ProblemCode/enum"));
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::code)
                        .toList());
        Set<String> used = new TreeSet<>();
        eachAnswer((status, codes) -> used.addAll(codes));
        assertThat(used).as("codes of answers").containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    @DisplayName("has each problem code under its status, and under no other (C-02)")
    void statusOfProblemCodes() {
        Map<String, Integer> statuses = new HashMap<>();
        for (ProblemCode code : ProblemCode.values()) {
            statuses.put(code.code(), code.status());
        }
        eachAnswer((status, codes) -> codes.forEach(
                code -> assertThat(statuses.getOrDefault(code, status)).as(code).isEqualTo(status)));
    }

    @Test
    @DisplayName("has every field code, and no other (C-02)")
    void fieldCodes() {
        assertThat(texts(document.at("/components/schemas/FieldCode/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FieldCode.values()).map(FieldCode::code).toList());
    }

    @Test
    @DisplayName("has every rule for passwords, and no other (C-16)")
    void passwordRuleCodes() {
        assertThat(texts(document.at("/components/schemas/PasswordRuleCode/enum")))
                .containsExactlyInAnyOrderElementsOf(PasswordRules.codes());
    }

    /** What the answers of the operations, and those that they share, give as status and codes. */
    private void eachAnswer(BiConsumer<Integer, List<String>> answer) {
        for (JsonNode alternatives : document.findValues("allOf")) {
            JsonNode properties = alternatives.path(1).path("properties");
            if (properties.has("code")) {
                answer.accept(
                        properties.at("/status/const").asInt(),
                        texts(properties.path("code").path("enum")));
            }
        }
    }

    private Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(verb -> operations.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    private static Stream<String> verbs(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(annotation -> annotation != null)
                .map(HttpMethod::value);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        assertThat(texts).isNotEmpty();
        return texts;
    }

    private static JsonNode read(String issuer) {
        try {
            return JsonMapper.builder()
                    .build()
                    .readTree(OpenApiDocument.of(issuer).bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
