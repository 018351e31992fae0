package io.keycloakspa.articles.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;

/**
 * The {@code WWW-Authenticate} lines of refusals: RFC 6750, section 3, and RFC 9449, section 7.1, with the pointer to
 * this API's metadata of RFC 9728, section 5.1.
 */
final class Challenges {

    private static final String DPOP = "DPoP";

    private final String metadata;

    Challenges(String metadata) {
        this.metadata = metadata;
    }

    /** Names both ways to come in. */
    void signIn(HttpServletResponse response) {
        add(response, "Bearer", Map.of());
        add(response, DPOP, Map.of());
    }

    /** Says in the caller's own scheme what is wrong. */
    void refuse(
            HttpServletRequest request, HttpServletResponse response, String error, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("error", error);
        all.putAll(parameters);
        add(response, DPoPProofs.isOffered(request) ? DPOP : "Bearer", all);
    }

    private void add(HttpServletResponse response, String scheme, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        if (scheme.equals(DPOP)) {
            all.put("algs", String.join(" ", DPoPProofs.ALGORITHMS));
        }
        all.put("resource_metadata", metadata);
        String list = all.entrySet().stream()
                .map(each -> each.getKey() + "=\"" + each.getValue() + '"')
                .collect(Collectors.joining(", "));
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, scheme + " " + list);
    }
}
