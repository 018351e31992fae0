package io.keycloakspa.keycloak.redirect;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A page of an app, and where on its address the context goes.
 *
 * @param address an absolute address that {@link RedirectTargetRules} let pass
 * @param inQuery in the query, where servers see it, instead of the fragment, which a browser keeps to itself (RFC
 *     3986, section 3.5)
 */
public record RedirectTarget(String address, boolean inQuery) {

    /** Refuses an address that is no VIEW, whoever made it. */
    public RedirectTarget {
        RedirectTargetRules.refusalOfAddress(address).ifPresent(reason -> {
            throw new IllegalArgumentException(reason.name());
        });
    }

    /** The address with parameters after those it has, in their order; its own query, path and route stay. */
    public URI with(Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return URI.create(address);
        }
        int hash = address.indexOf('#');
        String page = hash < 0 ? address : address.substring(0, hash);
        String route = hash < 0 ? "" : address.substring(hash);
        String added = encoded(parameters);
        if (inQuery) {
            return URI.create(appended(page, added) + route);
        }
        return URI.create(hash < 0 ? page + "#" + added : page + appended(route, added));
    }

    private static String appended(String text, String added) {
        return text + (text.indexOf('?') < 0 ? '?' : '&') + added;
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** RFC 3986, section 2.1; a plus sign for a blank, which the encoder of forms writes, means a plus in a fragment. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
