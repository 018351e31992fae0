package io.keycloakspa.articles.security;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens this API takes, and under which name it is known to clients.
 *
 * @param issuer the realm, exactly as tokens spell it in {@code iss}
 * @param jwkSetUri where the realm's keys are, if not where Keycloak puts them under the issuer; for networks in which
 *     this API reaches Keycloak by another name than browsers do
 * @param resource the URL under which clients call this API, its resource identifier (RFC 9728, section 1.2)
 * @param introspectWrites whether Keycloak is asked before each write if the token still stands (RFC 7662)
 * @param introspectionUri where to ask, if not where Keycloak puts it under the issuer
 * @param dpopClients the ids of clients whose tokens count only if they are bound to a key and come with a proof
 * @param allowedOrigins of apps that are not served by the host of this API, each a scheme and a host, as browsers send
 *     it in {@code Origin} (RFC 6454, section 6.2)
 * @param apiClientSecret of the realm's client {@code articles-api}, as which this API asks
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
        URI resource,

        @DefaultValue("true") boolean introspectWrites,

        @Nullable URI introspectionUri,

        @DefaultValue Set<String> dpopClients,

        @DefaultValue
        Set<
                        @Pattern(
                                regexp = "https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\\[[0-9a-f:]+](:[0-9]{1,5})?",
                                message =
                                        "is no origin: ARTICLES_ALLOWED_ORIGINS lists each as https://blog.example.org, in small letters, without a path; no entry stands for all")
                        String>
                allowedOrigins,

        @Nullable String apiClientSecret) {

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    URI keys() {
        return jwkSetUri == null ? URI.create(issuer + "/protocol/openid-connect/certs") : jwkSetUri;
    }

    URI introspection() {
        return introspectionUri == null
                ? URI.create(issuer + "/protocol/openid-connect/token/introspect")
                : introspectionUri;
    }

    @AssertTrue(
            message =
                    "must be: ARTICLES_API_CLIENT_SECRET is the secret of the realm's client articles-api; without one set ARTICLES_INTROSPECT_WRITES=false")
    boolean isApiClientSecretSet() {
        return !introspectWrites || (apiClientSecret != null && !apiClientSecret.isBlank());
    }

    /** The well-known part goes between host and path (RFC 9728, section 3.1). */
    String metadataUrl() {
        String path = resource.getRawPath();
        return resource.resolve("/").toString().replaceAll("/$", "") + WELL_KNOWN + ("/".equals(path) ? "" : path);
    }
}
