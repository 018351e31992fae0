package io.keycloakspa.articles.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens this API takes, and under which name it is known to clients.
 *
 * @param issuer the realm, exactly as tokens spell it in {@code iss}
 * @param jwkSetUri where the realm's keys are, if not where Keycloak puts them under the issuer; for networks in which
 *     this API reaches Keycloak by another name than browsers do
 * @param resource the URL under which clients call this API, its resource identifier (RFC 9728, section 1.2)
 */
@Validated
@ConfigurationProperties("articles")
record ResourceServerProperties(
        @NotBlank(
                message =
                        "is the realm's URL and must be set, for example by ARTICLES_ISSUER=https://auth.example.org/realms/blog")
        String issuer,

        @Nullable URI jwkSetUri,

        @NotNull(
                message =
                        "is the URL clients call and must be set, for example by ARTICLES_RESOURCE=https://blog.example.org/api")
        URI resource) {

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    URI keys() {
        return jwkSetUri == null ? URI.create(issuer + "/protocol/openid-connect/certs") : jwkSetUri;
    }

    /** The well-known part goes between host and path (RFC 9728, section 3.1). */
    String metadataUrl() {
        String path = resource.getRawPath();
        return resource.resolve("/").toString().replaceAll("/$", "") + WELL_KNOWN + ("/".equals(path) ? "" : path);
    }
}
