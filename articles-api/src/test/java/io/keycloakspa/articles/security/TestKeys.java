package io.keycloakspa.articles.security;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A {@link FakeIssuer} in the place of the realm. */
@TestConfiguration(proxyBeanMethods = false)
public class TestKeys {

    @Bean
    FakeIssuer fakeIssuer() {
        return new FakeIssuer();
    }

    @Bean
    DynamicPropertyRegistrar realm(FakeIssuer issuer) {
        return issuer::addTo;
    }
}
