package io.keycloakspa.keycloak.spa.request;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a browser says that a page asks which is none of the client's. Callers that are no browsers send neither
 * field and pass: this protects people's browsers, not the server.
 */
final class OriginRule {

    private OriginRule() {}

    /**
     * @param origin the {@code Origin} field; {@code null} means none was sent, the text {@code "null"} is an origin
     *     that hides itself and is nobody's
     * @param fetchSite the {@code Sec-Fetch-Site} field, which browsers also send where they send no {@code Origin}
     */
    static boolean isForeign(@Nullable String origin, @Nullable String fetchSite, Predicate<String> isOfClient) {
        if (origin != null) {
            return origin.equals("null") || !isOfClient.test(origin);
        }
        return "cross-site".equals(fetchSite);
    }
}
