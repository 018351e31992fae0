package io.keycloakspa.keycloak.spa;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which methods a path takes, read from the annotations that the server itself routes by. The server would answer 405
 * on its own, but as a page or in Keycloak's JSON.
 */
final class Routes {

    private record Route(Pattern path, String method) {}

    private final List<Route> routes;

    private Routes(List<Route> routes) {
        this.routes = routes;
    }

    static Routes of(Class<?> resource) {
        List<Route> routes = new ArrayList<>();
        for (Method method : resource.getDeclaredMethods()) {
            Path path = method.getAnnotation(Path.class);
            if (path != null && !path.value().contains(":")) {
                httpMethods(method).forEach(name -> routes.add(new Route(pattern(path.value()), name)));
            }
        }
        return new Routes(List.copyOf(routes));
    }

    /** The methods that the path takes, sorted; none if there is no such path. */
    Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>();
        for (Route route : routes) {
            if (route.path().matcher(path).matches()) {
                methods.add(route.method());
            }
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    private static Pattern pattern(String template) {
        StringBuilder regex = new StringBuilder();
        for (String segment : template.split("/", -1)) {
            regex.append(regex.isEmpty() ? "/?" : "/")
                    .append(segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment));
        }
        return Pattern.compile(regex + "/?");
    }

    private static Stream<String> httpMethods(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(annotation -> annotation != null)
                .map(HttpMethod::value);
    }
}
