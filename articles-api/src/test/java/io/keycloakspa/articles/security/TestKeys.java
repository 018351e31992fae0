package io.keycloakspa.articles.security;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Puts the keys of {@link TestTokens} in the place of the realm's, so that the real decoder runs without a server. */
@TestConfiguration(proxyBeanMethods = false)
public class TestKeys {

    @Bean
    @Primary
    JWKSource<SecurityContext> testKeys() {
        return new ImmutableJWKSet<>(TestTokens.published());
    }
}
