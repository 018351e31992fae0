package io.keycloakspa.keycloak.spa.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.keycloak.spa.SpaResource;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page docs/api.md")
class ApiPageTest {

    private static final java.nio.file.Path PAGE = java.nio.file.Path.of("..", "docs", "api.md");

    /** What each path answers because it answers something else. */
    private static final List<String> TWINS = List.of("HEAD", "OPTIONS");

    @Test
    @DisplayName("lists every problem code with its status, and no other (C-02)")
    void problemCodes() throws IOException {
        assertThat(rows("^\\| `(\\w+)` \\| ([1-5]\\d\\d) \\| \\S.* \\|$", "| Code | Status | When |"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(code -> code.code() + " " + code.status())
                        .toList());
    }

    @Test
    @DisplayName("lists every field code, and no other (C-02)")
    void fieldCodes() throws IOException {
        assertThat(rows("^\\| `(\\w+)`( )\\| \\S.* \\|$", "| Field code | When |"))
                .extracting(String::strip)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FieldCode.values()).map(FieldCode::code).toList());
    }

    @Test
    @DisplayName("lists every request, and no other")
    void requests() throws IOException {
        assertThat(rows("^\\| `(GET|POST|PATCH|DELETE) ([^`]+)` \\| .* \\|$", "| Method and path | Members | Answer |"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SpaResource.class.getDeclaredMethods())
                        .flatMap(ApiPageTest::requests)
                        .toList());
    }

    private static Stream<String> requests(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(annotation -> annotation != null && !TWINS.contains(annotation.value()))
                .map(annotation -> annotation.value() + " "
                        + method.getAnnotation(Path.class).value().substring("v1/".length()));
    }

    /** The first two groups of each row of the table with this head. */
    private static List<String> rows(String row, String head) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(head);
        assertThat(start).as(head).isNotNegative();
        String table = page.substring(start).split("\n\n", 2)[0];
        String body = table.split("\n", 3)[2];
        List<String> rows = Pattern.compile(row, Pattern.MULTILINE)
                .matcher(body)
                .results()
                .map(match -> match.group(1) + " " + match.group(2))
                .toList();
        assertThat(rows).as("rows that are read").hasSize(body.split("\n", -1).length);
        return rows;
    }
}
