package io.keycloakspa.e2e.openapi;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to the JSON API and its answer.
 *
 * @param path below the base, with a slash in front
 * @param asked the body of the request, {@code null} where it is not known
 */
public record Exchange(
        String method, String path, @Nullable String asked, int status, HttpHeaders headers, String answered) {

    private static final String BASE = "/spa/v1";

    /** The exchange that ended with a response; empty if it was with another server or API. */
    static Optional<Exchange> of(HttpResponse<String> response, @Nullable String asked) {
        String path = response.request().uri().getRawPath();
        int base = path.indexOf(BASE + "/");
        if (!path.startsWith("/realms/") || base < 0) {
            return Optional.empty();
        }
        return Optional.of(new Exchange(
                response.request().method(),
                path.substring(base + BASE.length()),
                asked,
                response.statusCode(),
                response.headers(),
                response.body()));
    }

    /** The answer's type without parameters. */
    String type() {
        return headers.firstValue("content-type").orElse("").split(";", 2)[0].strip();
    }

    boolean succeeded() {
        return status >= 200 && status < 300;
    }
}
