package io.keycloakspa.articles.security;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Not ready as long as no token can be checked. An outage that known keys bridge is no reason to leave the traffic. */
@Component
class SigningKeysHealthIndicator implements HealthIndicator {

    private final SigningKeys keys;

    SigningKeysHealthIndicator(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public Health health() {
        return keys.areKnown() ? Health.up().build() : Health.outOfService().build();
    }
}
