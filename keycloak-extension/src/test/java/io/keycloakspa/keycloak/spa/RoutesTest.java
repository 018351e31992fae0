package io.keycloakspa.keycloak.spa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The table of paths")
class RoutesTest {

    /** Stands for a resource with more than one method on a path. */
    static final class Example {
        @GET
        @Path("v1/things/{id}")
        public void read() {}

        @POST
        @Path("v1/things/{id}")
        public void write() {}

        @POST
        @Path("v1/a.b")
        public void dotted() {}

        @OPTIONS
        @Path("{any:.*}")
        public void any() {}
    }

    @ParameterizedTest
    @CsvSource({
        "v1/things/1, 'GET, OPTIONS, POST'",
        "/v1/things/1, 'GET, OPTIONS, POST'",
        "v1/things/1/, 'GET, OPTIONS, POST'",
        "v1/a.b, 'OPTIONS, POST'"
    })
    @DisplayName("knows the methods of a path")
    void knownPaths(String path, String methods) {
        assertThat(String.join(", ", Routes.of(Example.class).methods(path))).isEqualTo(methods);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "v1/things", "v1/things/", "v1/things/1/2", "v1/axb", "v2/things/1", "anything"})
    @DisplayName("knows no methods of a path that is not there")
    void unknownPaths(String path) {
        assertThat(Routes.of(Example.class).methods(path)).isEmpty();
    }

    @Test
    @DisplayName("has a HEAD for every GET, and a path on every method")
    void everyGetHasAHead() {
        for (Method method : SpaResource.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(GET.class)) {
                String path = method.getAnnotation(Path.class).value().replaceAll("\\{[^}]*}", "x");
                assertThat(Routes.of(SpaResource.class).methods(path)).as(path).contains("GET", "HEAD");
            }
        }
        assertThat(Arrays.stream(SpaResource.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(GET.class)))
                .isNotEmpty();
    }
}
