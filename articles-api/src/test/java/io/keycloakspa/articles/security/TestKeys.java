package io.keycloakspa.articles.security;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Publishes the keys of {@link TestTokens} in the place of the realm's. */
@TestConfiguration(proxyBeanMethods = false)
public class TestKeys {

    @Bean
    FakeIssuer fakeIssuer() {
        return new FakeIssuer();
    }

    @Bean
    @Primary
    SigningKeys testKeys(FakeIssuer issuer) {
        return new SigningKeys(issuer.certs(), SigningKeys.SHIPPED);
    }
}
