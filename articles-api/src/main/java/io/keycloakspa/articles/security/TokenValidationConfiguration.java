package io.keycloakspa.articles.security;

import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.ES256;
import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.PS256;
import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.RS256;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Everything that decides whether a token is accepted. Only access tokens of RFC 9068 are, so neither an ID token nor a
 * refresh token of the same realm can stand in for one.
 */
@Configuration(proxyBeanMethods = false)
class TokenValidationConfiguration {

    /** This API's name in {@code aud}. */
    static final String AUDIENCE = "articles-api";

    static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private static final String CLIENT_ID = "client_id";

    /** Whose key must prove that the sender owns the token (RFC 7800, section 3.1; RFC 9449, section 6.1). */
    private static final String CONFIRMATION = "cnf";

    /** The key's thumbprint (RFC 9449, section 6.1), and Keycloak's own note that it came by DPoP. */
    private static final Set<String> BINDING = Set.of("jkt", "kc-jkt-type");

    /** Headers that offer a key, or say where to get one (RFC 7515, sections 4.1.2, 4.1.3, 4.1.5, 4.1.6). */
    private static final Set<String> KEY_OFFERS = Set.of("jwk", "jku", "x5c", "x5u");

    @Bean
    SigningKeys signingKeys(ResourceServerProperties properties) {
        return new SigningKeys(properties.keys(), SigningKeys.SHIPPED);
    }

    @Bean
    CachingJwtDecoder cachingJwtDecoder(
            JWKSource<SecurityContext> signingKeys, ResourceServerProperties properties, Clock clock) {
        return new CachingJwtDecoder(jwtDecoder(signingKeys, properties, clock), clock);
    }

    /** {@code cache.gets} with {@code result} hit or miss, {@code cache.size}, {@code cache.evictions}. */
    @Bean
    MeterBinder tokenCacheMetrics(CachingJwtDecoder decoder) {
        return new CaffeineCacheMetrics<>(decoder.cache(), "access.tokens", List.of());
    }

    static JwtDecoder jwtDecoder(
            JWKSource<SecurityContext> signingKeys, ResourceServerProperties properties, Clock clock) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(signingKeys)
                // Asymmetric only; "none" and HMAC never (RFC 9068, section 4; RFC 8725, section 3.1). Spring
                // Security's decoder has no EdDSA to allow.
                .jwsAlgorithms(allowed -> allowed.addAll(Set.of(RS256, PS256, ES256)))
                .jwtProcessorCustomizer(
                        processor -> processor.setJWTClaimsSetVerifier((claims, context) -> requireIssueTime(claims)))
                .build();
        decoder.setJwtValidator(accessToken(properties, clock));
        return decoder;
    }

    /** RFC 9068, section 4; the type check on {@code at+jwt} is in the builder. */
    private static OAuth2TokenValidator<Jwt> accessToken(ResourceServerProperties properties, Clock clock) {
        JwtTimestampValidator timestamps = new JwtTimestampValidator(CLOCK_SKEW);
        timestamps.setClock(clock);
        timestamps.setAllowEmptyExpiryClaim(false);
        return JwtValidators.createAtJwtValidator()
                .issuer(properties.issuer())
                .audience(AUDIENCE)
                .validators(rules -> {
                    rules.put("header", TokenValidationConfiguration::bringsNoKey);
                    rules.put(JwtClaimNames.EXP, timestamps);
                    rules.put(JwtClaimNames.IAT, issuedInThePast(clock));
                    rules.put(JwtClaimNames.SUB, text(JwtClaimNames.SUB));
                    rules.put(JwtClaimNames.JTI, text(JwtClaimNames.JTI));
                    rules.put(CLIENT_ID, text(CLIENT_ID));
                    rules.put(CONFIRMATION, token -> bound(token, properties.dpopClients()));
                })
                .build();
    }

    /** Looks at the claims as sent: Spring's converter makes up an {@code iat} before its validators run. */
    private static void requireIssueTime(JWTClaimsSet claims) throws BadJWTException {
        if (claims.getIssueTime() == null) {
            throw new BadJWTException("iat is missing");
        }
    }

    /** The key is the realm's in any case; a token that brings one is no work of the realm (RFC 8725, section 3.10). */
    private static OAuth2TokenValidatorResult bringsNoKey(Jwt token) {
        return Collections.disjoint(token.getHeaders().keySet(), KEY_OFFERS)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The header offers a key", null));
    }

    /**
     * Spring Security asks for a proof wherever it finds {@code jkt}. A binding of another kind, such as to a
     * certificate, would count for nothing here; a client that must be bound may not come without.
     */
    private static OAuth2TokenValidatorResult bound(Jwt token, Set<String> dpopClients) {
        Object binding = token.getClaims().get(CONFIRMATION);
        boolean fits = binding == null
                ? token.getClaims().get(CLIENT_ID) instanceof String client && !dpopClients.contains(client)
                : binding instanceof Map<?, ?> map
                        && BINDING.containsAll(map.keySet())
                        && map.get("jkt") instanceof String thumbprint
                        && !thumbprint.isBlank();
        return fits
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "Not bound as it must be", null));
    }

    private static OAuth2TokenValidator<Jwt> text(String claim) {
        return new JwtClaimValidator<>(claim, value -> value instanceof String text && !text.isBlank());
    }

    private static OAuth2TokenValidator<Jwt> issuedInThePast(Clock clock) {
        return new JwtClaimValidator<Instant>(
                JwtClaimNames.IAT,
                issuedAt ->
                        issuedAt != null && !issuedAt.isAfter(clock.instant().plus(CLOCK_SKEW)));
    }
}
